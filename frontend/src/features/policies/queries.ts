/** What the buyer's pages ask for, and what they do. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import { asProblem } from '../../api/problem'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

type Schemas = components['schemas']
export type Policy = Schemas['PolicyOut']
export type ShownPage = Schemas['AcceptancePageOut']

const MODULE = 'policies'

/** Which of the broker's pages come first: an answer like any other, so that what is written on them stays while it is asked again. */
function first(refused: unknown): { missing: BrokerPage['kind'][] } {
  const { code, facts } = asProblem(refused)
  if (code !== 'policies.broker_pages_open') throw refused
  return { missing: facts.missing as BrokerPage['kind'][] }
}

export const useComparison = (proposal_id: string) =>
  useQuery({
    queryKey: [MODULE, 'comparison', proposal_id],
    queryFn: () => ok(api.GET('/api/v1/proposals/{proposal_id}/comparison', { params: { path: { proposal_id } } })).catch(first),
  })

export const usePolicy = (policy_id: string) =>
  useQuery({
    queryKey: [MODULE, 'policy', policy_id],
    queryFn: () => ok(api.GET('/api/v1/policies/{policy_id}', { params: { path: { policy_id } } })),
  })

export const showPage = (quote_id: string, option: number) =>
  ok(api.POST('/api/v1/quotes/{quote_id}/pages', { params: { path: { quote_id } }, body: { option } }))

export const tick = (quote_id: string, page_id: string, exclusion: string) =>
  ok(api.POST('/api/v1/quotes/{quote_id}/pages/{page_id}/ticks', { params: { path: { quote_id, page_id } }, body: { exclusion } }))

export function usePolicyActs() {
  const cache = useQueryClient()
  const onSuccess = () => cache.invalidateQueries({ queryKey: [MODULE] })
  return {
    accept: useMutation({
      onSuccess,
      mutationFn: ({ quote_id, page_id }: { quote_id: string; page_id: string }) =>
        ok(api.POST('/api/v1/quotes/{quote_id}/acceptance', { params: { path: { quote_id } }, body: { page_id } })),
    }),
    bind: useMutation({
      onSuccess,
      mutationFn: (quote_id: string) => ok(api.POST('/api/v1/quotes/{quote_id}/binding', { params: { path: { quote_id } } })),
    }),
    show: useMutation({
      onSuccess,
      mutationFn: ({ policy_id, n, body }: { policy_id: string; n: number; body: Schemas['SubjectivityAnswerIn'] }) =>
        ok(api.POST('/api/v1/policies/{policy_id}/subjectivities/{n}/answer', { params: { path: { policy_id, n } }, body })),
    }),
  }
}

export type BrokerPage = Schemas['BrokerPageOut']
export const showBrokerPage = (proposal_id: string, body: Schemas['BrokerPageIn']) =>
  ok(api.POST('/api/v1/proposals/{proposal_id}/broker-pages', { params: { path: { proposal_id } }, body }))
export const confirmBrokerPage = (proposal_id: string, broker_page_id: string) =>
  ok(api.POST('/api/v1/proposals/{proposal_id}/broker-pages/{broker_page_id}/confirmation', { params: { path: { proposal_id, broker_page_id } } }))
