/** What the district asks and says of targets that are stated, and of the cultivation library. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'
import type { Plan } from './queries'

type Schemas = components['schemas']
export type Measure = Schemas['MeasureOut']
export type Statement = Schemas['TargetStatementOut']
export type Step = Schemas['LibraryStepOut']
export type Firm = Schemas['LibraryFirmOut']
export type Library = Schemas['LibraryOut']
export type Finding = Schemas['TargetFindingIn']
export type StatementIn = Schemas['TargetEntryIn']
export type StepsIn = Schemas['LibraryStepsIn']

export const STANDINGS = ['inside', 'left', 'listed'] as const
export const KINDS = ['entry', 'tier', 'exit', 'listing'] as const

/** The targets of a plan that an office states, and the one that its library counts. */
export const statedTargets = (plan: Plan | undefined) =>
  (plan?.targets ?? []).filter((target) => target.unit === 'per_10000' || target.unit === 'patents')
export const libraryTarget = (plans: readonly Plan[]) =>
  plans.flatMap((plan) => plan.targets).find((target) => target.unit === 'firms')

export function useStatements(code: string | undefined, known?: string, cursor?: string, after?: string) {
  return useQuery({
    queryKey: ['oversight', 'statements', code, known, cursor, after],
    queryFn: () => ok(api.GET('/api/v1/targets/{code}/statements', {
      params: { path: { code: code ?? '' }, query: { as_known_on: known, known_after: after, cursor } },
    })),
    enabled: code !== undefined,
  })
}

/** A figure, its list and its history change together. */
function useFreshly() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['oversight'] })
}

export function useStateTarget(code: string) {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: (body: StatementIn) => ok(api.POST('/api/v1/targets/{code}/entries', { params: { path: { code } }, body })),
    onSuccess: fresh,
  })
}

export function useCheckStatement() {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: ({ row, body }: { row: Statement; body: Finding }) =>
      ok(api.POST('/api/v1/targets/{code}/entries/{stated_id}/verification', {
        params: { path: { code: row.target, stated_id: row.id } }, body,
      })),
    onSuccess: fresh,
  })
}

export function useWithdrawStatement() {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: ({ row, reason }: { row: Statement; reason: string }) =>
      ok(api.POST('/api/v1/targets/{code}/entries/{stated_id}/withdrawal', {
        params: { path: { code: row.target, stated_id: row.id } }, body: { reason },
      })),
    onSuccess: fresh,
  })
}

export interface LibraryAsked {
  known?: string | undefined
  tier?: string | undefined
  standing?: string | undefined
  text?: string | undefined
  cursor?: string | undefined
}

export function useLibrary({ known, tier, standing, text, cursor }: LibraryAsked) {
  const asked = STANDINGS.find((each) => each === standing)
  return useQuery({
    queryKey: ['oversight', 'library', known, tier, asked, text, cursor],
    queryFn: () => ok(api.GET('/api/v1/cultivation-library', {
      params: { query: { as_known_on: known, tier: tier || undefined, standing: asked, text: text || undefined, cursor } },
    })),
    placeholderData: (before) => before,
  })
}

export function useLibraryChanges(earlier: string, later: string, cursor?: string) {
  return useQuery({
    queryKey: ['oversight', 'libraryChanges', earlier, later, cursor],
    queryFn: () => ok(api.GET('/api/v1/cultivation-library/changes', { params: { query: { known_after: earlier, as_known_on: later, cursor } } })),
  })
}

/** Those in force first; firms may still stand in the others. */
export function useTiers(known?: string) {
  return useQuery({
    queryKey: ['oversight', 'tiers', known],
    queryFn: () => ok(api.GET('/api/v1/cultivation-library/tiers', { params: { query: { as_known_on: known } } })),
  })
}

export function useLibraryFirm(code: string, known?: string) {
  return useQuery({
    queryKey: ['oversight', 'libraryFirm', code, known],
    queryFn: () => ok(api.GET('/api/v1/cultivation-library/firms/{credit_code}', {
      params: { path: { credit_code: code }, query: { as_known_on: known } },
    })),
  })
}

export function useWaitingSteps(cursor?: string) {
  return useQuery({
    queryKey: ['oversight', 'waitingSteps', cursor],
    queryFn: () => ok(api.GET('/api/v1/cultivation-library/waiting', { params: { query: { cursor, limit: 100 } } })),
  })
}

export function useRecordSteps() {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: (body: StepsIn) => ok(api.POST('/api/v1/cultivation-library', { body })),
    onSuccess: fresh,
  })
}

export function useCheckSteps() {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: ({ ids, body }: { ids: string[]; body: Finding }) =>
      ok(api.POST('/api/v1/cultivation-library/verification', { body: { ...body, ids } })),
    onSuccess: fresh,
  })
}

export function useWithdrawStep() {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      ok(api.POST('/api/v1/cultivation-library/steps/{library_step_id}/withdrawal', {
        params: { path: { library_step_id: id } }, body: { reason },
      })),
    onSuccess: fresh,
  })
}
