/** A bank's own products: their terms as a document, and the closed vocabulary of criteria as data. */
import type { components } from '../../../api/schema'
import { CREDIT_GRADES, TAX_GRADES } from '../../../lib/need'
import { ASKED } from '../bank/products'

type Schemas = components['schemas']
export type OwnProduct = Schemas['OwnProductOut']
export type OwnVersion = Schemas['OwnVersionOut']
export type Terms = Schemas['ProductTermsOut']
export type Simulation = Schemas['ProductSimulationOut']
export type Period = Schemas['ProductCapacityOut']
export type Fee = Schemas['FeeOut']
export type Criterion = Record<string, unknown> & { kind: string }

export const FORMAT = 'zhirong.loan-product/1'
export const KINDS = ['invention', 'utility_model', 'design', 'foreign', 'trademark', 'software', 'work', 'layout'] as const
export const USES = ['working_capital', 'research_and_development', 'patent_industrialisation', 'equipment', 'refinancing', 'other'] as const
export const TAGS = ['hnte', 'specialised_sme', 'tech_sme', 'talent_led', 'star_candidate'] as const
export const SECTORS = ['integrated_circuits', 'artificial_intelligence', 'biomedicine', 'civil_aviation', 'other'] as const
export const METHODS = ['income', 'market', 'cost', 'internal', 'negotiated', 'combined'] as const
export const REPAYMENTS = ['interest_monthly_principal_at_end', 'equal_instalments', 'equal_principal', 'at_end', 'by_agreement'] as const
export const BASES = ['lpr_1y', 'lpr_5y', 'fixed'] as const
export const FEES = ['guarantee', 'valuation', 'premium', 'registration', 'service', 'other'] as const
export const FEE_BASES = ['loan_yearly', 'loan_once', 'fixed_yearly', 'fixed_once'] as const
export const CUTS = ['co_owned_bp', 'invalidation_pending_bp', 'fee_late_bp', 'no_evaluation_report_bp'] as const

/** One field of a criterion: how it is typed in, and the list its codes come from. */
export interface Field {
  key: string
  is: 'whole' | 'money' | 'percent' | 'codes' | 'texts' | 'one' | 'months_by_kind'
  codes?: readonly string[]
  /** Where `bank.<group>.<code>` words a code. */
  group?: string
  /** Where `shelf.field.<label>` words it, when its key is worded otherwise. */
  label?: string
  optional?: boolean
}

/** How old a grade may be; 0: this year's. */
const MAX_AGE: Field = { key: 'max_age_years', is: 'whole', optional: true }

/** The vocabulary, in the order in which it is offered; without fields a criterion asks nothing else. */
export const VOCABULARY: Record<string, readonly Field[]> = {
  use_of_funds: [{ key: 'allowed', is: 'codes', codes: USES, group: 'use' }],
  region: [{ key: 'divisions', is: 'texts', codes: ['310115', '31'] }],
  sectors: [{ key: 'sectors', is: 'codes', codes: SECTORS, group: 'sector' }],
  tags_any_of: [{ key: 'tags', is: 'codes', codes: TAGS, group: 'tag' }],
  firm_age: [{ key: 'min_months', is: 'whole' }],
  revenue: [{ key: 'min_fen', is: 'money', optional: true }, { key: 'max_fen', is: 'money', optional: true }],
  revenue_growth: [{ key: 'min_bp', is: 'percent' }],
  tax_grade: [{ key: 'grades', is: 'codes', codes: TAX_GRADES }, MAX_AGE],
  credit_grade: [{ key: 'at_least', is: 'one', codes: CREDIT_GRADES }, MAX_AGE],
  headcount: [{ key: 'min_people', is: 'whole', optional: true }, { key: 'max_people', is: 'whole', optional: true }],
  first_time_borrower: [],
  basic_account: [],
  right_kinds: [{ key: 'kinds', is: 'codes', codes: KINDS, group: 'kind' }],
  min_rights: [{ key: 'count', is: 'whole' }, { key: 'kinds', is: 'codes', codes: KINDS, group: 'kind', optional: true }],
  max_rights: [{ key: 'count', is: 'whole', label: 'count_at_most' }, { key: 'kinds', is: 'codes', codes: KINDS, group: 'kind', optional: true }],
  granted: [],
  in_force: [],
  remaining_life: [{ key: 'months_by_kind', is: 'months_by_kind', codes: KINDS }, { key: 'counted_from', is: 'one', codes: ['today', 'loan_end'] }],
  used_for: [{ key: 'min_months', is: 'whole' }],
  owned: [{ key: 'proof', is: 'one', codes: ['owned', 'extract'] }],
  not_pledged: [],
  ipc: [{ key: 'included', is: 'texts', codes: [], optional: true }, { key: 'excluded', is: 'texts', codes: [], optional: true }],
  fees_current: [],
  not_disputed: [],
  valuation_methods: [{ key: 'methods', is: 'codes', codes: METHODS, group: 'method' }],
  documents: [{ key: 'kinds', is: 'codes', codes: ASKED, group: 'document' }],
  consents: [{ key: 'consents', is: 'codes', codes: ['credit_report'], group: 'consents' }],
}

export const MOST_CRITERIA = 40

/** A criterion as it is first put down: the narrowest that the server takes, else empty to be filled in. */
export function fresh(kind: string): Criterion {
  const made: Criterion = { kind }
  for (const field of VOCABULARY[kind] ?? []) {
    if (field.optional) continue
    if (field.is === 'one') made[field.key] = field.codes?.[0]
    else if (field.is === 'months_by_kind') made[field.key] = {}
    else if (['whole', 'money', 'percent'].includes(field.is)) made[field.key] = null
    else made[field.key] = []
  }
  return made
}

const isEmpty = (value: unknown) =>
  value === null || value === undefined || (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && Object.keys(value).length === 0)

/** What of a criterion still has to be filled in: names of its fields. A range needs one of its ends. */
export function lacks(criterion: Criterion): string[] {
  const fields = VOCABULARY[criterion.kind] ?? []
  const needed = fields.filter((field) => !field.optional && isEmpty(criterion[field.key])).map((field) => field.key)
  const isRange = fields.length > 0 && fields.every((field) => field.optional)
  return isRange && fields.every((field) => isEmpty(criterion[field.key])) ? fields.map((field) => field.key) : needed
}

/** Without what is empty and may be: as the server takes it. */
export function tidy(criterion: Criterion): Criterion {
  return Object.fromEntries(Object.entries(criterion).filter(([key, value]) => key === 'kind' || !isEmpty(value))) as Criterion
}

export const criteriaOf = (terms: Terms): Criterion[] => terms.criteria.map((each) => each as Criterion)

export function blank(today: string): Terms {
  return {
    min_fen: 50_000_000, cap_fen: 1_000_000_000, min_months: 6, max_months: 12, rate_base: 'lpr_1y', rate_from_bp: 0, rate_to_bp: 100,
    fees: [], subsidies: [], decision_days: 5, repayment: 'interest_monthly_principal_at_end', criteria: [],
    ratio_bp_by_kind: { invention: 3000 }, value_choice: 'low', max_valuation_age_months: 12,
    haircuts: { co_owned_bp: 0, invalidation_pending_bp: 0, fee_late_bp: 0, no_evaluation_report_bp: 0, life_months_beyond_term: null },
    checklist: [], guarantee_required: false, summary: '', mandate: { number: '', from_on: today, to_on: today, text: '' }, as_of: today, source: '',
  }
}

/** Names of what keeps a draft from being sent, in the order of the form. */
export function missing(name: string, terms: Terms): string[] {
  const found: string[] = []
  if (!name.trim()) found.push('name')
  if (terms.min_fen <= 0 || terms.min_fen > terms.cap_fen) found.push('amount')
  if (terms.min_months < 1 || terms.min_months > terms.max_months) found.push('term')
  if (terms.rate_from_bp > terms.rate_to_bp) found.push('rate')
  if (terms.ratio_bp_by_kind !== null && Object.keys(terms.ratio_bp_by_kind).length === 0) found.push('ratio')
  if (terms.fees.some((fee) => (onLoan(fee.basis) ? fee.rate_bp : fee.amount_fen) === null)) found.push('fees')
  if (criteriaOf(terms).some((each) => lacks(each).length > 0)) found.push('criteria')
  if (!terms.mandate.number.trim() || !terms.mandate.text.trim()) found.push('mandate')
  if (terms.mandate.from_on > terms.mandate.to_on) found.push('mandate_dates')
  return found
}

export const onLoan = (basis: Fee['basis']) => basis === 'loan_yearly' || basis === 'loan_once'

/** What the server takes: empty optional parts left out, today's date where the form is sent. */
export const sent = (terms: Terms, today: string): Terms => ({ ...terms, criteria: criteriaOf(terms).map(tidy), as_of: today })

/** The document that is exported, and that the import takes. */
export const documentOf = (name: string, terms: Terms) => ({ format: FORMAT, name, terms })
