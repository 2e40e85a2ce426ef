/** A product's terms in the editor: the words of its clauses, what is added new. */
import type { Line } from '../queries'
import type { Doc, Json } from './doc'

export const HEADINGS = [
  'kind', 'insured', 'not_insured', 'restrictions', 'where_covered', 'duties', 'payment', 'start_and_end', 'cancellation',
] as const
export const TRIGGERS = ['suit_brought', 'claim_made', 'loss_fixed', 'default'] as const
export const ROLES = ['policyholder', 'right_holder', 'licensee', 'seller', 'bank'] as const
export const OBJECTS = ['rights', 'products', 'agreements', 'loan'] as const
export const PAYEES = ['insured', 'claimant', 'bank'] as const
export const DEDUCTIBLE_RULES = ['then', 'higher_of'] as const
export const EXCLUSIONS = [
  'wilful', 'known_matter', 'criminal_fine', 'administrative_penalty', 'contract_performance', 'credit_risk', 'certain_loss', 'speculative_risk',
  'punitive_damages', 'unpaid_royalties', 'employee_entitlement', 'own_management_failure', 'sanctions', 'war',
] as const
/** What a liability part may not cover (insurance.md §1.3). */
export const FIXED = EXCLUSIONS.slice(0, 8)

export function newPart(line: Line, n: number): Doc {
  const guarantee = line === 'loan_guarantee'
  const limit = 500_000_000
  return {
    code: guarantee ? 'GUA' : `PART-${n}`, peril_code: guarantee ? 'borrower_default' : 'defence_cost', insured_role: guarantee ? 'bank' : 'policyholder',
    object_schedule: [guarantee ? 'loan' : 'products'], trigger: guarantee ? 'default' : 'suit_brought', reported_in_period: true, retro_date: null,
    waiting_days: 0, extended_reporting_days: 0, territory: ['CN'], jurisdiction: [], excl_codes: [...FIXED], limit_per_claim_fen: limit, limit_agg_fen: limit,
    sublimits: [], defence_inside_limit: true, deductible_fen: 0, coinsurance_bp: 0, deductible_rule: 'then', prior_consent: true, recovery_share_bp: 0,
    loss_payee: [guarantee ? 'bank' : 'insured'],
  }
}

export const blankTerms = (line: Line): Doc => ({
  parts: [newPart(line, 1)], wording: { title: '', version: '', sha256: '' },
  fact_sheet: Object.fromEntries(HEADINGS.map((heading) => [heading, { zh: '', en: '' }])), link: null,
})

/** The sections of a product's page that a place of the terms belongs to. */
export const productSection = (path: string): 'parts' | 'wording' | 'fact_sheet' =>
  path.startsWith('terms.fact_sheet') || path.startsWith('fact_sheet') ? 'fact_sheet' : /(^|\.)(wording|link)/.test(path) ? 'wording' : 'parts'

export const partsOf = (terms: Doc): Doc[] => (Array.isArray(terms.parts) ? (terms.parts as Json[] as Doc[]) : [])

export const said = (text: Json | undefined, language: string): string => {
  const found = (text ?? {}) as Doc
  return String(found[language === 'en' ? 'en' : 'zh'] ?? '')
}

const figure = (value: Json | undefined): number => (typeof value === 'number' ? value : 0)

/** The most that any part pays of all claims. */
export const mostOf = (terms: Doc): number => Math.max(0, ...partsOf(terms).map((each) => figure(each.limit_agg_fen)))

export const territoriesOf = (terms: Doc): string[] => [...new Set(partsOf(terms).flatMap((each) => (Array.isArray(each.territory) ? each.territory.map(String) : [])))]
