/** What the desk asks for, and what an underwriter does. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../../api/client'
import { keepAnswer } from '../../../api/query'
import type { components } from '../../../api/schema'
import { useMutation } from '../../../lib/useMutation'
import { PAGE } from '../queries'

type Schemas = components['schemas']
export type Submission = Schemas['SubmissionOut']
export type Detail = Schemas['SubmissionDetailOut']
export type State = Submission['state']
export type Terms = Schemas['QuoteTerms']
export type Risk = Schemas['RateIn']['risk']
export type DeclineCode = Schemas['DeclineCode']

export const STATES = ['in_underwriting', 'info_requested', 'indicated', 'referred', 'quoted', 'accepted', 'declined', 'withdrawn', 'expired'] as const satisfies readonly State[]
export const DECLINES = ['outside_appetite', 'claims_history', 'clearance_weak', 'territory', 'capacity', 'sanctions', 'information_missing'] as const satisfies readonly DeclineCode[]
const MODULE = 'underwriting'

export type Whose = 'mine' | 'nobody'
export type Assignment = Schemas['SubmissionAssignmentIn']

export const assign = (submission_id: string, body: Assignment) =>
  ok(api.POST('/api/v1/submissions/{submission_id}/assignment', { params: { path: { submission_id } }, body }))

export function useAssign() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: Assignment }) => assign(id, body),
    onSettled: () => cache.invalidateQueries({ queryKey: [MODULE] }),
  })
}

/** Who can be given a submission. */
export const useUnderwriters = (enabled: boolean) =>
  useQuery({
    queryKey: ['identity', 'listMembers'],
    queryFn: async () => (await ok(api.GET('/api/v1/members'))).items,
    select: (members) => members.filter((each) => each.active && each.roles.includes('underwriter')),
    enabled,
    staleTime: 60_000,
  })

export const useSubmissions = (query: { submission_states?: State[]; q?: string; whose?: Whose; overdue?: boolean; cursor?: string; limit?: number }) =>
  useQuery({
    queryKey: [MODULE, 'submissions', query],
    queryFn: () => ok(api.GET('/api/v1/submissions', { params: { query: { limit: PAGE, ...query } } })),
    placeholderData: keepPreviousData,
  })

export const useSubmission = (submission_id: string) =>
  useQuery({
    queryKey: [MODULE, 'submission', submission_id],
    queryFn: () => ok(api.GET('/api/v1/submissions/{submission_id}', { params: { path: { submission_id } } })),
  })

export type DeskRule = Schemas['DeskRuleOut']

/** The insurer's own and the platform's, the latest first. */
export const useDeskRules = (cursor?: string) =>
  useQuery({
    queryKey: [MODULE, 'deskRules', cursor],
    queryFn: () => ok(api.GET('/api/v1/desk-rules', { params: { query: { limit: PAGE, ...(cursor ? { cursor } : {}) } } })),
    placeholderData: keepPreviousData,
  })

export function useSetDeskRule() {
  const cache = useQueryClient()
  return useMutation({
    onSuccess: () => cache.invalidateQueries({ queryKey: [MODULE, 'deskRules'] }),
    mutationFn: (body: Schemas['DeskRuleIn']) => ok(api.POST('/api/v1/desk-rules', { body })),
  })
}

export type Placed = Schemas['PlacementOut']

/** Who shares a quote's risk; the same that the policy's page asks for. */
export const usePlacement = (quote_id: string) =>
  useQuery({
    queryKey: ['policies', 'placement', quote_id],
    queryFn: () => ok(api.GET('/api/v1/quotes/{quote_id}/placement', { params: { path: { quote_id } } })),
  })

export function usePlace(quote_id: string) {
  const cache = useQueryClient()
  return useMutation({
    onSuccess: (now: Placed) => keepAnswer(cache, ['policies', 'placement', quote_id], now),
    mutationFn: (body: Schemas['PlacementIn']) => ok(api.PUT('/api/v1/quotes/{quote_id}/placement', { params: { path: { quote_id } }, body })),
  })
}

/** Each answers with the submission as it is then. */
export function useDeskActs(submission_id: string) {
  const cache = useQueryClient()
  const params = { path: { submission_id } }
  const onSuccess = (now: Detail) => {
    keepAnswer(cache, [MODULE, 'submission', submission_id], now)
    return cache.invalidateQueries({ queryKey: [MODULE, 'submissions'] })
  }
  // Another referral may wait by now: it is read before it is decided on.
  const again = () => cache.invalidateQueries({ queryKey: [MODULE, 'submission', submission_id] })
  return {
    ask: useMutation({ onSuccess, mutationFn: (body: Schemas['SubmissionQuestionIn']) => ok(api.POST('/api/v1/submissions/{submission_id}/question', { params, body })) }),
    indicate: useMutation({ onSuccess, mutationFn: (body: Terms) => ok(api.POST('/api/v1/submissions/{submission_id}/indication', { params, body })) }),
    quote: useMutation({ onSuccess, mutationFn: (body: Terms) => ok(api.POST('/api/v1/submissions/{submission_id}/quote', { params, body })) }),
    revise: useMutation({ onSuccess, mutationFn: (body: Terms) => ok(api.POST('/api/v1/submissions/{submission_id}/revision', { params, body })) }),
    refer: useMutation({ onSuccess, mutationFn: (body: Schemas['ReferralIn']) => ok(api.POST('/api/v1/submissions/{submission_id}/referral', { params, body })) }),
    decide: useMutation({ onSuccess, onError: again, mutationFn: (body: Schemas['ReferralDecisionIn']) => ok(api.POST('/api/v1/submissions/{submission_id}/referral-decision', { params, body })) }),
    decline: useMutation({ onSuccess, mutationFn: (body: Schemas['SubmissionDeclineIn']) => ok(api.POST('/api/v1/submissions/{submission_id}/decline', { params, body })) }),
    withdraw: useMutation({ onSuccess, mutationFn: () => ok(api.POST('/api/v1/submissions/{submission_id}/withdrawal', { params })) }),
    screen: useMutation({ onSuccess, mutationFn: () => ok(api.POST('/api/v1/submissions/{submission_id}/screening', { params })) }),
    decideScreening: useMutation({ onSuccess, mutationFn: (body: Schemas['ScreeningDecisionIn']) => ok(api.POST('/api/v1/submissions/{submission_id}/screening-decision', { params, body })) }),
  }
}
export type Acts = ReturnType<typeof useDeskActs>
