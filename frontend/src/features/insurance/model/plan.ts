/** A rating plan in the editor: its sections, what is added new, the sentences of its rules. */
import type { Doc, Fault, Json } from './doc'

export const SECTIONS = ['general', 'territories', 'rights', 'relativities', 'factors', 'minima', 'guarantee', 'rules'] as const
export type Section = (typeof SECTIONS)[number]

const OF: Record<string, Section> = {
  territory: 'territories', right: 'rights', relativity: 'relativities', agg_factor: 'factors', composite: 'factors', lcm: 'factors', currency: 'factors',
  expo_clip: 'factors', rel_clip: 'factors', minima: 'minima', guarantee: 'guarantee', rules: 'rules',
}

/** The section that a place of the document is edited in. */
export const sectionOf = (path: string): Section => OF[path.split('.')[0] ?? ''] ?? 'general'

export const faultsIn = (faults: readonly Fault[], section: Section): number => faults.filter((each) => sectionOf(each.path) === section).length

export const LAWS = ['LN', 'LOMAX', 'PARETO1'] as const
export const PERILS = ['PUR', 'INV', 'LOSS'] as const
export const RATED_PARTS = ['LIABILITY', ...PERILS] as const
export const COSTS = ['DEF', 'DAM'] as const
export const OUTCOMES = ['knock_out', 'refer'] as const
export const AUTHORITIES = ['L2', 'L3', 'head_office'] as const
export const GRADES = ['A', 'B', 'C'] as const

export const newSeverity = (): Json => ['1.00', 'LN', '100000', '1.0']
export const newTerritory = (): Json => ({ l0: '0.010', Eref: '100000000', b: '0.5', DEF: [newSeverity()], DAM: [newSeverity()] })
export const newRight = (): Json => ({ l0: '0.010', sev: [newSeverity()] })
export const newGuarantee = (): Json => ({ pd: { A: '0.01', B: '0.02', C: '0.04' }, lgd: '0.75', ead_factor: '1.02', min_of_principal: '0.005' })

/** A name that none of these has yet. */
export function freeKey(keys: readonly string[], start: string): string {
  let n = keys.length + 1
  while (keys.includes(`${start}${n}`)) n += 1
  return `${start}${n}`
}

/** The start of a plan without a model to copy: whole, so that it can be saved and then filled. */
export const blankPlan = (): Doc => ({
  plan: '', filing_no: 'TO-BE-SET-BY-INSURER', vat_pct: '0.06', premium_basis: 'net_of_vat', territory: { CN: newTerritory() },
  right: Object.fromEntries(PERILS.map((peril) => [peril, newRight()])), agg_factor: [['1.0', '1.00']], lcm: { IPL: ['1.06', '0.62'] },
  composite: { '1': '0', '2+': '0' }, schedule_bound: '0.25', expo_clip: ['0.25', '4'], rel_clip: ['0.40', '3.00'],
  currency: {}, relativity: {}, minima: {}, guarantee: null, rules: [],
})

/** `DEMO-IPL-2026.1` → `DEMO-IPL-2026.2`: the code of the plan that follows. */
export function nextCode(code: string): string {
  const found = /^(.*?)(\d+)$/.exec(code)
  return found ? `${found[1]}${Number(found[2]) + 1}` : `${code}.2`
}

/** What an export holds, or null: any JSON object; what is wrong inside is for the server to say. */
export function readPlan(text: string): Doc | null {
  try {
    const found: unknown = JSON.parse(text)
    return found !== null && typeof found === 'object' && !Array.isArray(found) ? (found as Doc) : null
  } catch {
    return null
  }
}

export interface Comparison {
  fact: string
  op: string
  value: Json
}
export interface Rule {
  id: string
  when: Comparison[]
  outcome: string
  message: { zh: string; en: string }
  authority: string | null
}

export interface Fact {
  fact: string
  kind: 'flag' | 'number' | 'choice'
  values: string[]
}

/** The closed list of a plan: the vocabulary, and the revenue in each of its territories. */
export const factsOf = (known: readonly Fact[], territories: readonly string[]): Fact[] => [
  ...known, ...territories.map((code): Fact => ({ fact: `revenue_fen.${code}`, kind: 'number', values: [] })),
]

export const OPS: Record<Fact['kind'], readonly string[]> = {
  flag: ['is', 'is_not'],
  number: ['at_least', 'above', 'at_most', 'below', 'is', 'is_not'],
  choice: ['is', 'is_not', 'one_of'],
}

/** A comparison that fits its fact. */
export function comparisonOf(fact: Fact): Comparison {
  if (fact.kind === 'flag') return { fact: fact.fact, op: 'is', value: true }
  if (fact.kind === 'number') return { fact: fact.fact, op: 'at_least', value: 1 }
  return { fact: fact.fact, op: 'is', value: fact.values[0] ?? '' }
}

/** Kept whole fen or basis points are shown in yuan and per cent. */
export const unitOf = (fact: string): 'yuan' | 'percent' | null =>
  /_fen(\.|$)/.test(fact) ? 'yuan' : fact.endsWith('_bp') ? 'percent' : null

type Translate = (key: string, options?: Record<string, unknown>) => string

export function factWords(fact: string, t: Translate): string {
  const territory = /^revenue_fen\.(.+)$/.exec(fact)?.[1]
  return territory ? t('insurance.rule.revenue_in', { territory: territoryWords(territory, t) }) : t(`insurance.fact.${fact}`, { defaultValue: fact })
}

export const territoryWords = (code: string, t: Translate): string => t(`insurance.territory.${code}`, { defaultValue: code })

export function answerWords(fact: string, value: string, t: Translate): string {
  return t(`insurance.answer.${fact}.${value}`, { defaultValue: value })
}

function valueWords({ fact, value }: Comparison, t: Translate): string {
  if (Array.isArray(value)) return value.map((each) => answerWords(fact, String(each), t)).join(t('common.sep'))
  if (typeof value === 'number') {
    const unit = unitOf(fact)
    if (unit === 'yuan') return t('common.yuan', { amount: (value / 100).toLocaleString('en-US') })
    return unit === 'percent' ? `${value / 100}%` : String(value)
  }
  return answerWords(fact, String(value), t)
}

function comparisonWords(each: Comparison, t: Translate): string {
  const name = factWords(each.fact, t)
  if (typeof each.value === 'boolean') return t(`insurance.rule.${each.value === (each.op === 'is') ? 'holds' : 'holds_not'}`, { fact: name })
  return t(`insurance.rule.op.${each.op}`, { fact: name, value: valueWords(each, t) })
}

/** The rule in one sentence: when what holds, what follows. */
export function sentenceOf(rule: Rule, t: Translate): string {
  const when = rule.when.map((each) => comparisonWords(each, t)).join(t('insurance.rule.and'))
  const then = rule.outcome === 'refer'
    ? t('insurance.rule.refer', { authority: t(`insurance.authority.${rule.authority}`, { defaultValue: '…' }) })
    : t('insurance.rule.knock_out')
  return t('insurance.rule.sentence', { when, then })
}
