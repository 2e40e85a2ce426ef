/** The proposal form: its blocks by line, what is open where, the parts that are on offer. */
import type { Line, Product } from '../queries'
import { at, type Doc, type Json } from '../model/doc'

export const BLOCKS = ['parties', 'cover', 'rights', 'products', 'exposure', 'clearance', 'history', 'opponents', 'listing'] as const
export type Block = (typeof BLOCKS)[number]
/** What follows the blocks: gaps and overlaps of the parts, and sending. */
export type Step = Block | 'builder' | 'send'

const RIGHTS: readonly Line[] = ['star_composite', 'enforcement', 'infringement_loss', 'loan_guarantee']
const PRODUCTS: readonly Line[] = ['star_composite', 'overseas_liability']

/** What a line asks nobody about is not shown. */
export function stepsOf(line: Line): Step[] {
  const asked = BLOCKS.filter((block) =>
    block === 'rights' ? RIGHTS.includes(line)
    : block === 'products' || block === 'exposure' || block === 'clearance' ? PRODUCTS.includes(line)
    : block === 'opponents' ? line !== 'loan_guarantee' : true)
  return [...asked, ...(line === 'star_composite' ? (['builder'] as const) : []), 'send']
}

export const blockOf = (path: string): string => path.split('.')[0] ?? ''

/** `rights.schedule.3.filed_on` belongs to the question `rights.schedule`. */
export const questionOf = (path: string): string => path.split('.').slice(0, 2).join('.')

export const openIn = (missing: readonly string[], step: Step): number => missing.filter((each) => blockOf(each) === step).length

/** As the API takes it: what is empty is left out. */
export function cleaned(value: Json): Json {
  if (Array.isArray(value)) return value.map(cleaned)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== '' && each !== null).map(([key, each]) => [key, cleaned(each)]))
}

export interface OfferedPart {
  code: string
  kind: 'liability' | 'rights' | 'guarantee'
  territories: string[]
  /** The most that the most generous, and the least generous, insurer offers of one claim and of all. */
  most: number
  least: number
  deductible: number
  kept: number
}

const RIGHTS_PERILS = ['PUR', 'INV', 'LOSS']
const kindOf = (code: string): OfferedPart['kind'] => (code === 'GUA' ? 'guarantee' : RIGHTS_PERILS.includes(code) ? 'rights' : 'liability')
export const partsOfTerms = (terms: Doc): Doc[] => (Array.isArray(terms.parts) ? (terms.parts as Doc[]) : [])
const strings = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : [])
const figure = (value: Json | undefined): number => (typeof value === 'number' ? value : 0)

/** The parts of all products of a line together. */
export function offeredParts(products: readonly Product[]): OfferedPart[] {
  const found = new Map<string, OfferedPart>()
  for (const part of products.flatMap((each) => partsOfTerms(each.terms as Doc))) {
    const code = String(part.code)
    const limit = figure(part.limit_per_claim_fen)
    const known = found.get(code)
    if (known) {
      known.territories = [...new Set([...known.territories, ...strings(part.territory)])]
      known.most = Math.max(known.most, limit)
      known.least = Math.min(known.least, limit)
    } else {
      found.set(code, {
        code, kind: kindOf(code), territories: strings(part.territory), most: limit, least: limit,
        deductible: figure(part.deductible_fen), kept: figure(part.coinsurance_bp),
      })
    }
  }
  return [...found.values()]
}

export const COSTS = ['DEF', 'DAM'] as const
const terms = (part: OfferedPart): Doc => ({
  limit_per_claim_fen: part.least, limit_agg_fen: part.least, deductible_fen: part.kind === 'rights' ? 0 : part.deductible,
  coinsurance_bp: part.kept, deductible_rule: 'then',
})

/** A part as it is first picked: no limit above what every insurer offers. */
export function newPart(part: OfferedPart, territories: readonly string[]): Json {
  if (part.kind === 'guarantee') return { kind: 'guarantee', code: 'GUA', principal_fen: 0, pd_grade: 'B', share_ppm: 600_000 }
  if (part.kind === 'rights') return { kind: 'rights', code: part.code, terms: terms(part) }
  const costs = COSTS.filter((cost) => part.code.includes(cost))
  const within = territories.filter((each) => part.territories.includes(each))
  return {
    kind: 'liability', code: part.code, territories: within.length > 0 ? within : part.territories.slice(0, 1),
    sections: (costs.length > 0 ? costs : COSTS).map((cost) => ({ cost, terms: terms(part) })),
  }
}

/** Where products are sold, by what was typed of the revenues. */
export const territoriesSold = (answers: Doc): string[] =>
  [...new Set(((at(answers, 'exposure.revenues') ?? []) as Doc[]).map((each) => String(each.territory ?? '')).filter(Boolean))]

interface Unfit {
  code: string
  reason: 'part' | 'territory' | 'limit'
}

/** Why a product cannot take the cover that is asked for; empty where it can. */
export function unfit(product: Product, answers: Doc): Unfit[] {
  const offered = new Map(partsOfTerms(product.terms as Doc).map((each) => [String(each.code), each]))
  return ((at(answers, 'cover.parts') ?? []) as Doc[]).flatMap((part): Unfit[] => {
    const code = String(part.code)
    const of = offered.get(code)
    if (!of) return [{ code, reason: 'part' }]
    const most = figure(of.limit_per_claim_fen)
    const limits = part.kind === 'liability' ? ((part.sections ?? []) as Doc[]).map((each) => figure(at(each, 'terms.limit_per_claim_fen')))
      : part.kind === 'rights' ? [figure(at(part, 'terms.limit_per_claim_fen'))] : [figure(part.principal_fen)]
    return [
      ...(strings(part.territories).some((each) => !strings(of.territory).includes(each)) ? [{ code, reason: 'territory' } as const] : []),
      ...(limits.some((each) => each > most) ? [{ code, reason: 'limit' } as const] : []),
    ]
  })
}
