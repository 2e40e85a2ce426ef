/** A bank's standing words: what is in force, what is proposed, how it was. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

type Schemas = components['schemas']
export type Phrases = Schemas['PhrasesOut']
export type PhraseVersion = Schemas['PhraseVersionOut']
export type PhraseProposal = Schemas['PhraseProposalOut']
export type PhraseStep = { action: 'acceptance'; id: string } | { action: 'withdrawal'; id: string } | { action: 'decline'; id: string; reason: string }

/** The closed list of reasons for which a bank refuses. */
export const REASONS = [
  'owner_mismatch', 'not_in_force', 'late_fee', 'running_pledge', 'short_life', 'invalidation', 'preserved', 'coowner_consent',
  'weak_value', 'weak_cashflow', 'bad_credit', 'negative_list', 'use_of_funds', 'cover_full', 'not_eligible_region',
] as const

const PHRASES = ['lending', 'phrases']

export const usePhrases = () => useQuery({ queryKey: [...PHRASES, 'now'], queryFn: () => ok(api.GET('/api/v1/bank-phrases')) })

export const usePhraseVersions = (cursor: string) => useQuery({
  queryKey: [...PHRASES, 'versions', cursor],
  queryFn: () => ok(api.GET('/api/v1/bank-phrases/versions', { params: { query: { cursor: cursor || undefined, limit: 20 } } })),
})

export const usePhraseProposals = () => useQuery({
  queryKey: [...PHRASES, 'proposals'],
  queryFn: () => ok(api.GET('/api/v1/bank-phrase-proposals', { params: { query: { limit: 20 } } })),
})

async function send(step: PhraseStep): Promise<void> {
  const path = { params: { path: { phrase_proposal_id: step.id } } }
  if (step.action === 'acceptance') await ok(api.POST('/api/v1/bank-phrase-proposals/{phrase_proposal_id}/acceptance', path))
  else if (step.action === 'withdrawal') await ok(api.POST('/api/v1/bank-phrase-proposals/{phrase_proposal_id}/withdrawal', path))
  else await ok(api.POST('/api/v1/bank-phrase-proposals/{phrase_proposal_id}/decline', { ...path, body: { reason: step.reason } }))
}

export function usePhraseActs() {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: PHRASES })
  return {
    propose: useMutation({ onSuccess, mutationFn: (body: Schemas['PhrasesIn']) => ok(api.POST('/api/v1/bank-phrase-proposals', { body })) }),
    decide: useMutation({ onSuccess, mutationFn: send }),
  }
}
