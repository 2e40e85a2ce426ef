/** A risk to try a plan on: a sample of each line, on the territories and parts that the plan rates. */
import { today } from '../../../lib/dates'
import type { Line } from '../queries'
import { type Doc, type Json, keysAt, at } from './doc'

const YUAN = 100
const addDays = (day: string, n: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
const M = 1_000_000 * YUAN

export const INDUSTRIES = [
  'telecom_semiconductor', 'software_ai', 'battery_pv', 'biopharma', 'vehicle', 'consumer_goods', 'measuring', 'general_machinery',
] as const
export const IPO_STAGES = ['none', 'tutoring', 'inquiry', 'listed'] as const
export const FTOS = ['independent', 'internal', 'none'] as const
export const PROOFS = ['positive', 'without_report', 'neutral'] as const
export const SCREENINGS = ['clear', 'possible', 'true'] as const

const terms = (limit: number, deductible: number, coinsurance: number, aggregate = limit): Json => ({
  limit_per_claim_fen: limit, limit_agg_fen: aggregate, deductible_fen: deductible, coinsurance_bp: coinsurance, deductible_rule: 'then',
})
const section = (cost: string, limit: number, deductible: number, coinsurance: number): Json => ({ cost, terms: terms(limit, deductible, coinsurance) })
const liability = (code: string, territories: readonly string[], sections: Json[]): Json => ({ kind: 'liability', code, territories: [...territories], sections })
const rights = (code: string, limit: number, aggregate: number): Json => ({ kind: 'rights', code, terms: terms(limit, 0, 1000, aggregate) })
export const exposure = (territory: string, revenue: number): Json => ({
  territory, revenue_fen: revenue, currency: 'CNY', fto: 'independent', suits_5y: 0, letters_3y: 0, own_families: 0,
})
const group = (count: number): Json => ({ count, proof: 'neutral', age_years: 5, direct_competitors: 0, family_countries: 1 })

/** What the usual declarations answer: nothing that a rule stops at. */
const clean = (): Json => ({
  good_standing: true, credit_offence_2y: false, right_lapsed: false, right_in_dispute: false, policyholder_is_insured: true, adverse_fto: false,
  suit_served: false, loss_payee_refuses: false, us_337: false, sep_products: false, patent_linkage: false, coowner_consent_missing: false,
  wording_changed: false, facultative_needed: false, in_library: true, right_years_left: 10, valuation_age_months: 3, group_aggregate_fen: 0, sanctions: 'clear',
})

function partsOf(line: Line, abroad: string, perils: readonly string[]): { parts: Json[]; exposures: Json[]; groups: Json[] } {
  const rated = (wanted: readonly string[]) => wanted.filter((each) => perils.includes(each))
  const pool = (wanted: readonly string[]) => rated(wanted).map((each) => rights(each, 300_000 * YUAN, 3_600_000 * YUAN))
  switch (line) {
    case 'overseas_liability':
      return { parts: [liability('IPL', [abroad], [section('DEF', 5 * M, 200_000 * YUAN, 2000), section('DAM', 5 * M, 500_000 * YUAN, 2000)])], exposures: [exposure(abroad, 180 * M)], groups: [] }
    case 'star_composite':
      return { parts: [liability('OVS-DEF', [abroad], [section('DEF', 3 * M, 200_000 * YUAN, 2000)]), ...pool(['PUR', 'INV'])], exposures: [exposure(abroad, 30 * M)], groups: [group(10)] }
    case 'enforcement': return { parts: pool(['PUR', 'LOSS']), exposures: [], groups: [group(12)] }
    case 'infringement_loss': return { parts: pool(['LOSS']), exposures: [], groups: [group(12)] }
    case 'loan_guarantee': return { parts: [{ kind: 'guarantee', code: 'GUA', principal_fen: 5 * M, pd_grade: 'B', share_ppm: 600_000 }], exposures: [], groups: [] }
  }
}

export function sampleRisk(line: Line, plan: Doc, inception = today()): Doc {
  const territories = keysAt(plan, 'territory')
  const abroad = ['US', ...territories.filter((each) => each !== 'CN'), ...territories].find((each) => territories.includes(each)) ?? 'US'
  const { parts, exposures, groups } = partsOf(line, abroad, keysAt(plan, 'right'))
  return {
    line, inception_on: inception, expires_on: addDays(inception, 365), industry: 'measuring', ipo_stage: 'none', exposures, rights: groups, parts,
    schedule_bp: 0, schedule_reason: null, declared: clean(),
  }
}

/** Lines that the plan rates; where it names none, all. */
export function linesOf(plan: Doc, all: readonly Line[]): readonly Line[] {
  const named = keysAt(plan, 'minima')
  return named.length ? all.filter((each) => named.includes(each)) : all
}

/** Where the terms of each part stand, with the part's own words. */
interface PartTerms {
  path: string
  code: string
  cost: string | null
}

export function termsOf(risk: Doc): PartTerms[] {
  const parts = (risk.parts ?? []) as Doc[]
  return parts.flatMap((part, n): PartTerms[] => {
    const code = String(part.code)
    if (part.kind === 'liability') return ((part.sections ?? []) as Doc[]).map((each, m) => ({ path: `parts.${n}.sections.${m}.terms`, code, cost: String(each.cost) }))
    return part.kind === 'rights' ? [{ path: `parts.${n}.terms`, code, cost: null }] : []
  })
}

/** An exposure is rated where a liability part covers its territory. */
export const covering = (risk: Doc): Doc => {
  const territories = ((risk.exposures ?? []) as Doc[]).map((each) => each.territory ?? '')
  const parts = ((risk.parts ?? []) as Doc[]).map((part) => (part.kind === 'liability' ? { ...part, territories } : part))
  return { ...risk, parts }
}

export const declaredOf = (risk: Doc): Doc => (at(risk, 'declared') ?? {}) as Doc
