/** What the district reads and does. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components, operations } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'
import { dayRefusal } from './known'

type Schemas = components['schemas']
export type Target = Schemas['TargetDetailOut']
export type Cell = Schemas['CellOut']
export type Plan = Schemas['PlanOut']
export type Rule = Schemas['CountingRuleOut']
export type Entry = Schemas['EntryOut']
export type OverseasGrant = Schemas['OverseasGrantOut']
export type HighValued = Schemas['HighValuedOut']
export type MeasureRule = Schemas['MeasureRuleOut']
export type Unverified = Schemas['UnverifiedOut']
/** Of a pledge each step waits by itself. */
export const keyOf = (row: Unverified) => `${row.pledge_id}-${row.version}`
export type Registration = Schemas['DistrictRegistrationOut']
export type RegisterRow = Schemas['RegisterRowOut']
export type Recorded = Schemas['RegistrationElsewhereIn']
export type Verification = Schemas['VerificationIn']
export type Correction = Schemas['CountCorrectionIn']

export type WaitingAsked = NonNullable<operations['exportUnverified']['parameters']['query']>

export interface Choice {
  as_known_on?: string
  known_after?: string
  month?: string
  bank?: string
  industry?: string
  street?: string
}

export function usePlans() {
  return useQuery({ queryKey: ['oversight', 'plans'], queryFn: () => ok(api.GET('/api/v1/plans')) })
}

export function useTarget(code: string | undefined, known?: string) {
  return useQuery({
    queryKey: ['oversight', 'target', code, known],
    queryFn: () =>
      ok(api.GET('/api/v1/targets/{code}', {
        params: { path: { code: code ?? '' }, query: known ? { as_known_on: known } : {} },
      })),
    enabled: code !== undefined,
    placeholderData: (before) => before,
  })
}

const overseas = (cursor: string | undefined, known: string | undefined) => ({
  queryKey: ['portfolio', 'overseasGrants', known, cursor],
  queryFn: () => ok(api.GET('/api/v1/patent-coverage/overseas-grants', { params: { query: { as_known_on: known, cursor, limit: 50 } } })),
  placeholderData: <T>(before: T) => before,
})

const highValue = (cursor: string | undefined, known: string | undefined) => ({
  queryKey: ['portfolio', 'highValue', known, cursor],
  queryFn: () => ok(api.GET('/api/v1/patent-coverage/high-value-patents', { params: { query: { as_known_on: known, cursor, limit: 50 } } })),
  placeholderData: <T>(before: T) => before,
})

/** What is known on the day; of a day that the server refuses the reason, and what is known today. */
export function useOverseasGrants(cursor?: string, known?: string) {
  const asked = useQuery(overseas(cursor, known))
  const refused = dayRefusal(asked.error)
  const today = useQuery({ ...overseas(cursor, undefined), enabled: refused !== undefined })
  return { asked: refused === undefined ? asked : today, refused }
}

export function useHighValue(cursor?: string, known?: string) {
  const asked = useQuery(highValue(cursor, known))
  const refused = dayRefusal(asked.error)
  const today = useQuery({ ...highValue(cursor, undefined), enabled: refused !== undefined })
  return { asked: refused === undefined ? asked : today, refused }
}

export type Award = Schemas['AwardOut']

export function useAwards(state?: string, cursor?: string) {
  return useQuery({
    queryKey: ['portfolio', 'awards', state, cursor],
    queryFn: () => ok(api.GET('/api/v1/patent-awards', { params: { query: { state: state as 'stated' | undefined, cursor, limit: 50 } } })),
    placeholderData: (before) => before,
  })
}

export function useDecideAward() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string } & Schemas['AwardDecisionIn']) =>
      ok(api.POST('/api/v1/patent-awards/{award_id}/decision', { params: { path: { award_id: id } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['portfolio'] }),
  })
}

export function useEntries(code: string | undefined, choice: Choice, cursor?: string) {
  return useQuery({
    queryKey: ['oversight', 'entries', code, choice, cursor],
    queryFn: () =>
      ok(api.GET('/api/v1/targets/{code}/entries', {
        params: { path: { code: code ?? '' }, query: { ...choice, cursor, limit: 50 } },
      })),
    enabled: code !== undefined,
  })
}

export function useRegistration(id: string) {
  return useQuery({
    queryKey: ['registry', 'registration', id],
    queryFn: () => ok(api.GET('/api/v1/registrations/{pledge_id}', { params: { path: { pledge_id: id } } })),
  })
}

export function useUnverified(query: WaitingAsked, cursor?: string) {
  return useQuery({
    queryKey: ['registry', 'unverified', query, cursor],
    queryFn: () => ok(api.GET('/api/v1/registrations/unverified', { params: { query: { ...query, cursor, limit: 100 } } })),
  })
}

export interface Asked {
  by: string
  text: string
  known?: string | undefined
  cursor?: string | undefined
}

export function useRegister({ by, text, known, cursor }: Asked) {
  return useQuery({
    queryKey: ['registry', 'register', by, text, known, cursor],
    queryFn: () => ok(api.GET('/api/v1/register', {
      params: { query: { ...(text ? { [by]: text } : {}), as_known_on: known, cursor, limit: 20 } },
    })),
    placeholderData: (before) => before,
  })
}

/** Of the many records behind a figure, any may change with one act. */
function useFreshly() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['oversight'] }),
      client.invalidateQueries({ queryKey: ['registry'] }),
    ])
}

export const verify = (pledge_id: string, body: Verification) =>
  ok(api.POST('/api/v1/pledges/{pledge_id}/count-verification', { params: { path: { pledge_id } }, body }))

export function useVerify(id: string) {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: (body: Verification) => verify(id, body),
    onSettled: fresh,
  })
}

export function useCorrect(id: string) {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: (body: Correction) =>
      ok(api.POST('/api/v1/pledges/{pledge_id}/count-correction', { params: { path: { pledge_id: id } }, body })),
    onSettled: fresh,
  })
}

export function useRecord() {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: (body: Recorded) => ok(api.POST('/api/v1/registrations', { body })),
    onSuccess: fresh,
  })
}
