/** A lender's two kinds of rules as flat fields: shown, compared, and checked as one types. */
import type { components } from '../../api/schema'

export const KINDS = ['appraisal', 'watch'] as const
export type RuleKind = (typeof KINDS)[number]

export const OUTCOMES = ['refuse', 'warn', 'ignore'] as const
export type Outcome = (typeof OUTCOMES)[number]

export type AppraisalRules = components['schemas']['Rules']
type WatchRulesIn = components['schemas']['WatchRulesIn']
export type WatchRules = Omit<WatchRulesIn, 'valid_from' | 'reason'>

export type Value = number | string | null
/** As in the form: amounts in 10,000 yuan, shares in percent. */
export type Values = Record<string, Value>

export type Field = { key: string; group: string } & (
  | { as: 'outcome' }
  | { as: 'count' | 'months' | 'wan' | 'percent'; least: number; most: number }
)

const CHECKS = [
  'base_date', 'numbers', 'owner', 'fees', 'life', 'discount_rate', 'arithmetic', 'agency', 'inputs', 'per_right', 'sum', 'currency',
] as const
const CUTS = ['invalidation_bp', 'ended_bp', 'transfer_bp', 'expiry_bp'] as const
const FEN_OF_WAN = 1_000_000
const BP_OF_PERCENT = 100

export const FIELDS: Record<RuleKind, readonly Field[]> = {
  appraisal: [
    { key: 'related_party', group: 'independence', as: 'outcome' },
    { key: 'paid_again.outcome', group: 'independence', as: 'outcome' },
    { key: 'paid_again.times', group: 'independence', as: 'count', least: 2, most: 20 },
    { key: 'paid_again.months', group: 'independence', as: 'months', least: 1, most: 120 },
    { key: 'rotation.outcome', group: 'independence', as: 'outcome' },
    { key: 'rotation.most', group: 'independence', as: 'count', least: 1, most: 20 },
    { key: 'small_deal.outcome', group: 'small', as: 'outcome' },
    { key: 'small_deal.up_to_fen', group: 'small', as: 'wan', least: 0, most: 1e9 },
    ...CHECKS.map((check): Field => ({ key: `checks.${check}`, group: 'checks', as: 'outcome' })),
  ],
  watch: [
    { key: 'validity_months', group: 'validity', as: 'months', least: 1, most: 60 },
    ...CUTS.map((cut): Field => ({ key: cut, group: 'cuts', as: 'percent', least: 0, most: 100 })),
  ],
}

const unit = (field: Field) => (field.as === 'wan' ? FEN_OF_WAN : field.as === 'percent' ? BP_OF_PERCENT : 1)

function at(rules: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, part) => (found as Record<string, unknown> | undefined)?.[part], rules)
}

/** The rules as the form has them. */
export function valuesOf(kind: RuleKind, rules: unknown): Values {
  return Object.fromEntries(FIELDS[kind].map((field) => {
    const found = at(rules, field.key)
    return [field.key, typeof found === 'number' ? found / unit(field) : ((found as string | undefined) ?? null)]
  }))
}

/** The form as rules; only of values without a fault. */
export function rulesOf(kind: RuleKind, values: Values): Record<string, unknown> {
  const rules: Record<string, unknown> = {}
  for (const field of FIELDS[kind]) {
    const value = values[field.key]
    const [first = '', second] = field.key.split('.')
    const told = typeof value === 'number' ? Math.round(value * unit(field)) : value
    if (second === undefined) rules[first] = told
    else rules[first] = { ...(rules[first] as object | undefined), [second]: told }
  }
  return rules
}

export type Fault = 'missing' | 'whole' | 'range'

/** What is wrong with a value, by the bounds that the server keeps too. */
export function faultOf(field: Field, value: Value | undefined): Fault | null {
  if (value === null || value === undefined || value === '') return 'missing'
  if (field.as === 'outcome') return OUTCOMES.includes(value as Outcome) ? null : 'missing'
  if (typeof value !== 'number') return 'missing'
  if ((field.as === 'count' || field.as === 'months') && !Number.isInteger(value)) return 'whole'
  return value < field.least || value > field.most ? 'range' : null
}

/** The fields on which two versions differ. */
export const differing = (kind: RuleKind, before: Values, after: Values): Field[] =>
  FIELDS[kind].filter(({ key }) => before[key] !== after[key])

interface Dated {
  id: string
  own: boolean
  version: number
  valid_from: string
}

/** The version by which an organisation works on a day: its own newest, else the platform's. */
export function inForce<T extends Dated>(versions: readonly T[], day: string): T | undefined {
  return [...versions]
    .filter(({ valid_from }) => valid_from <= day)
    .sort((a, b) => Number(b.own) - Number(a.own) || b.valid_from.localeCompare(a.valid_from) || b.version - a.version)[0]
}
