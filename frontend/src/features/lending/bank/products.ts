/** A bank's products and the papers that each asks for, version by version. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../../api/client'
import type { components } from '../../../api/schema'
import { today } from '../../../lib/dates'
import { useMutation } from '../../../lib/useMutation'

type Schemas = components['schemas']
export type Requirement = Schemas['RequirementOut']
export type Version = Schemas['ProductVersionOut']

/** As MOST_YEARS and the bounds of RequirementIn. */
export const MOST_YEARS = 5
export const MOST_DAYS = 3660
export const MOST_LINES = 40
export const PERS = ['firm', 'year', 'right'] as const satisfies readonly Schemas['Per'][]

/** What a firm may be asked for; papers are issued by the platform. */
export const ASKED = [
  'licence', 'accounts', 'certificate', 'valuation_report', 'register_extract', 'fee_receipt', 'contract', 'use_evidence', 'consent', 'declaration',
  'power_of_attorney', 'identity_proof', 'pledge_contract', 'registration_notice', 'change_notice', 'cancellation_notice', 'refusal_notice', 'application_form', 'other',
] as const satisfies readonly Schemas['Kind'][]

const versionsOf = (id: string) => ['lending', 'productVersions', id]

export const useVersions = (product_id: string) =>
  useQuery({
    queryKey: versionsOf(product_id),
    queryFn: () => ok(api.GET('/api/v1/loan-products/{product_id}/versions', { params: { path: { product_id } } })),
  })

export function useProductActs(product_id: string) {
  const cache = useQueryClient()
  const onSuccess = () => cache.invalidateQueries({ queryKey: ['lending'] })
  return {
    draft: useMutation({
      onSuccess,
      mutationFn: (body: { checklist: Requirement[]; guarantee_required: boolean }) =>
        ok(api.POST('/api/v1/loan-products/{product_id}/versions', { params: { path: { product_id } }, body })),
    }),
    publish: useMutation({
      onSuccess,
      mutationFn: (body: { n: number; effective_on: string | null }) => ok(api.POST('/api/v1/loan-products/{product_id}/publication', { params: { path: { product_id } }, body })),
    }),
  }
}

const highest = (versions: readonly Version[]) => versions.reduce<Version | undefined>((best, each) => (best && best.n > each.n ? best : each), undefined)
/** What was called back before its day never holds. */
const published = (versions: readonly Version[]) => versions.filter((each) => each.published_at !== null && each.recall === null)

/** The published version with the highest number, in force or to come: what the next one is drafted from. */
export const newest = (versions: readonly Version[]): Version | undefined => highest(published(versions))

/** The published version with the highest number of those whose day has come. */
export const inForce = (versions: readonly Version[], on = today()): Version | undefined =>
  highest(published(versions).filter((each) => each.effective_on === null || each.effective_on <= on))

/** Published, with its day to come, the soonest first; what a higher number overtakes by then never holds. */
export const coming = (versions: readonly Version[], on = today()): Version[] =>
  published(versions)
    .filter((each) => each.effective_on !== null && each.effective_on > on && inForce(versions, each.effective_on)?.n === each.n)
    .sort((a, b) => (a.effective_on ?? '').localeCompare(b.effective_on ?? ''))

/** Drafts that may still be published; an earlier number than a published one never is. */
export const openDrafts = (versions: readonly Version[]): Version[] =>
  versions.filter((each) => each.published_at === null && each.n > (newest(versions)?.n ?? 0))

const same = (a: Requirement, b: Requirement) =>
  a.kind === b.kind && a.per === b.per && a.years === b.years && a.required === b.required && a.max_age_days === b.max_age_days

/** What a version asks for that another does not. */
export const besides = (these: readonly Requirement[], those: readonly Requirement[]): Requirement[] =>
  these.filter((each) => !those.some((other) => same(each, other)))
