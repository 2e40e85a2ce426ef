/** Options of a quote as they are tried: the terms of each part, changed one at a time. */
import type { Risk } from './queries'

type Part = Risk['parts'][number]
export interface TermsOf {
  limit_per_claim_fen: number
  limit_agg_fen: number
  deductible_fen: number
  coinsurance_bp: number
}
export interface Slot {
  part: number
  section: number
  name: string
  terms: TermsOf
}

/** Every set of terms of a risk: of a liability part one for each cost. */
export function slotsOf(risk: Risk): Slot[] {
  return risk.parts.flatMap((each, part): Slot[] => {
    if (each.kind === 'liability') {
      return each.sections.map((section, n) => ({ part, section: n, name: each.code === section.cost ? each.code : `${each.code} · ${section.cost}`, terms: section.terms as TermsOf }))
    }
    return each.kind === 'rights' ? [{ part, section: 0, name: each.code, terms: each.terms as TermsOf }] : []
  })
}

/** With other terms in one slot; the limits of all sections of a part stay the same. */
export function withTerms(risk: Risk, slot: Slot, change: Partial<TermsOf>): Risk {
  const limits = Object.fromEntries(Object.entries(change).filter(([key]) => key.startsWith('limit')))
  const changed = (each: Part): Part => {
    if (each.kind === 'liability') {
      return { ...each, sections: each.sections.map((section, n) => ({ ...section, terms: { ...section.terms, ...(n === slot.section ? change : limits) } })) }
    }
    return each.kind === 'rights' ? { ...each, terms: { ...each.terms, ...change } } : each
  }
  return { ...risk, parts: risk.parts.map((each, n) => (n === slot.part ? changed(each) : each)) }
}
