/** Every request that the page of a lender's rules sends; both kinds in one shape. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'
import { type AppraisalRules, type RuleKind, type Values, type WatchRules, rulesOf, valuesOf } from './model'

type Shared = Pick<components['schemas']['RuleProposalOut'],
  'id' | 'state' | 'valid_from' | 'reason' | 'proposed_by' | 'proposed_at' | 'decided_by' | 'decided_at' | 'note' | 'allowed_actions'>
export type Proposal = Shared & { values: Values }
export type Version = Pick<components['schemas']['RuleSetOut'],
  'id' | 'version' | 'own' | 'valid_from' | 'author' | 'accepted_by' | 'reason' | 'made_at'> & { values: Values }
export interface NewRules { values: Values; valid_from: string; reason: string }
export type Step = { action: 'acceptance'; id: string } | { action: 'withdrawal'; id: string } | { action: 'decline'; id: string; reason: string }

const MODULE = 'lender_rules'
const LIMIT = 100

/** What the screen needs of a page, whichever kind of rules it is. */
async function pageOf<T, R>(asked: Promise<{ items: T[]; next: string | null; total: number | string }>, to: (row: T) => R) {
  const { items, next, total } = await asked
  return { items: items.map(to), next, total }
}

export function useVersions(kind: RuleKind, cursor: string) {
  const query = { cursor: cursor || undefined, limit: LIMIT }
  return useQuery({
    queryKey: [MODULE, 'versions', kind, cursor],
    queryFn: () => kind === 'appraisal'
      ? pageOf(ok(api.GET('/api/v1/appraisal-rules', { params: { query } })), (row): Version => ({ ...row, values: valuesOf(kind, row.rules) }))
      : pageOf(ok(api.GET('/api/v1/watch-rules', { params: { query } })), (row): Version => ({ ...row, values: valuesOf(kind, row) })),
  })
}

export function useProposals(kind: RuleKind) {
  const query = { limit: LIMIT }
  return useQuery({
    queryKey: [MODULE, 'proposals', kind],
    queryFn: () => kind === 'appraisal'
      ? pageOf(ok(api.GET('/api/v1/appraisal-rule-proposals', { params: { query } })), (row): Proposal => ({ ...row, values: valuesOf(kind, row.rules) }))
      : pageOf(ok(api.GET('/api/v1/watch-rule-proposals', { params: { query } })), (row): Proposal => ({ ...row, values: valuesOf(kind, row) })),
  })
}

export function usePropose(kind: RuleKind) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ values, valid_from, reason }: NewRules) => {
      const rules = rulesOf(kind, values)
      if (kind === 'appraisal') await ok(api.POST('/api/v1/appraisal-rule-proposals', { body: { rules: rules as AppraisalRules, valid_from, reason } }))
      else await ok(api.POST('/api/v1/watch-rule-proposals', { body: { ...(rules as WatchRules), valid_from, reason } }))
    },
    onSuccess: () => client.invalidateQueries({ queryKey: [MODULE] }),
  })
}

async function send(kind: RuleKind, step: Step): Promise<void> {
  if (kind === 'appraisal') {
    const path = { params: { path: { rule_proposal_id: step.id } } }
    if (step.action === 'acceptance') await ok(api.POST('/api/v1/appraisal-rule-proposals/{rule_proposal_id}/acceptance', path))
    else if (step.action === 'withdrawal') await ok(api.POST('/api/v1/appraisal-rule-proposals/{rule_proposal_id}/withdrawal', path))
    else await ok(api.POST('/api/v1/appraisal-rule-proposals/{rule_proposal_id}/decline', { ...path, body: { reason: step.reason } }))
    return
  }
  const path = { params: { path: { watch_rule_proposal_id: step.id } } }
  if (step.action === 'acceptance') await ok(api.POST('/api/v1/watch-rule-proposals/{watch_rule_proposal_id}/acceptance', path))
  else if (step.action === 'withdrawal') await ok(api.POST('/api/v1/watch-rule-proposals/{watch_rule_proposal_id}/withdrawal', path))
  else await ok(api.POST('/api/v1/watch-rule-proposals/{watch_rule_proposal_id}/decline', { ...path, body: { reason: step.reason } }))
}

export function useDecide(kind: RuleKind) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (step: Step) => send(kind, step),
    onSuccess: () => client.invalidateQueries({ queryKey: [MODULE] }),
  })
}
