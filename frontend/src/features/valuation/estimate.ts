/** The three-minute estimate while it is being written, and the inputs that it becomes. */
import type { components } from '../../api/schema'
import { asProblem } from '../../api/problem'
import { type Unit, hasProfit, readForecast } from './forecast'

type Schemas = components['schemas']
export type EstimateIn = Schemas['EstimateIn']
export type Estimate = Schemas['EstimateOut']
type Method = EstimateIn['inputs']['methods'][number]

export interface Three {
  low: string
  likely: string
  high: string
}

export interface EstimateDraft {
  rightIds: string[]
  baseDate: string
  unit: Unit
  forecast: string
  spread: string
  industry: string
  royalty: Three
  share: Three
  discount: Three
  life: string
  tax: string
  spends: string
  weights: Record<string, string>
  reason: string
}

/** Medians of royalties on net sales, per cent (Goldscheider, Jarosz and Mulhern 2002), and the usual economic life in years. */
export const INDUSTRIES: Record<string, { royalty: number; life: readonly [number, number] | null }> = {
  automotive: { royalty: 4, life: [5, 8] }, chemicals: { royalty: 3.6, life: [6, 10] }, computers: { royalty: 4, life: [3, 5] },
  consumer: { royalty: 5, life: null }, electronics: { royalty: 4, life: [3, 5] }, energy: { royalty: 5, life: null },
  food: { royalty: 2.8, life: null }, health: { royalty: 4.8, life: [8, 12] }, internet: { royalty: 7.5, life: [3, 5] },
  machinery: { royalty: 4.5, life: [5, 8] }, media: { royalty: 8, life: null }, pharma: { royalty: 5.1, life: [8, 12] },
  semiconductors: { royalty: 3.2, life: [3, 5] }, software: { royalty: 6.8, life: [3, 5] }, telecom: { royalty: 4.7, life: [3, 5] },
}

export function blankEstimate(rightIds: string[], today: string): EstimateDraft {
  return {
    rightIds, baseDate: today, unit: 'wan', forecast: '', spread: '20', industry: '',
    royalty: { low: '2', likely: '4', high: '6' }, share: { low: '10', likely: '20', high: '30' },
    discount: { low: '14', likely: '17', high: '20' }, life: lifeFor(0), tax: '15', spends: '', weights: {}, reason: '',
  }
}

/** Years of income that the form assumes; never more than the forecast has. */
const USUAL_LIFE = 5
const lifeFor = (years: number) => String(years > 0 ? Math.min(USUAL_LIFE, years) : USUAL_LIFE)

/** Another forecast; the life follows it while it is nobody's own figure. */
export function withForecast(draft: EstimateDraft, forecast: string): Pick<EstimateDraft, 'forecast' | 'life'> {
  const years = (text: string) => readForecast(text, draft.unit).rows.length
  return { forecast, life: draft.life === lifeFor(years(draft.forecast)) ? lifeFor(years(forecast)) : draft.life }
}

export type EstimateField = 'rights' | 'base' | 'forecast' | 'spread' | 'royalty' | 'share' | 'discount' | 'life' | 'tax' | 'spends' | 'weights'

/** Per cent as typed as a fraction of one, exactly: 4.5 is 0.045. */
export function fraction(text: string): string | null {
  const match = /^(-?)(\d{1,4})(?:\.(\d{1,6}))?$/u.exec(text.replace(/[%％\s]/gu, ''))
  if (match === null) return null
  const digits = `${(match[2] ?? '').padStart(3, '0')}`
  return `${match[1]}${digits.slice(0, -2)}.${digits.slice(-2)}${match[3] ?? ''}`
}

function wholeYears(text: string): number | null {
  return /^\d{1,2}$/u.test(text.trim()) && Number(text) > 0 ? Number(text) : null
}

const three = (value: Three): [string, string, string] | null => {
  const [low, likely, high] = [value.low, value.likely, value.high].map(fraction)
  return low && likely && high && Number(low) <= Number(likely) && Number(likely) <= Number(high) ? [low, likely, high] : null
}

/** What is missing or cannot be read; what else is wrong the server says. */
export function openInEstimate(draft: EstimateDraft): EstimateField[] {
  const { rows, faults } = readForecast(draft.forecast, draft.unit)
  const life = wholeYears(draft.life)
  const spends = readForecast(draft.spends, draft.unit)
  const open: [EstimateField, boolean][] = [
    ['rights', draft.rightIds.length === 0],
    ['base', draft.baseDate === ''],
    ['forecast', rows.length === 0 || faults.length > 0 || Number(draft.baseDate.slice(0, 4)) > (rows[0]?.year ?? 0)],
    ['spread', fraction(draft.spread) === null || Number(fraction(draft.spread)) >= 1],
    ['royalty', three(draft.royalty) === null],
    ['share', hasProfit(rows) && three(draft.share) === null],
    ['discount', three(draft.discount) === null],
    ['life', life === null || (rows.length > 0 && life > rows.length)],
    ['tax', fraction(draft.tax) === null],
    ['spends', draft.spends.trim() !== '' && (spends.faults.length > 0 || spends.rows.some((row) => row.sales <= 0 || row.year > Number(draft.baseDate.slice(0, 4))))],
  ]
  return open.filter(([, is]) => is).map(([field]) => field)
}

export interface Sources {
  firm: string
  industry: string
  platform: string
}

/** The inputs as the API takes them; null while something is open. */
export function inputsOf(draft: EstimateDraft, sources: Sources, scored: readonly string[]): EstimateIn | null {
  if (openInEstimate(draft).length > 0) return null
  const methods = methodsOf(draft, sources)
  return {
    right_ids: draft.rightIds,
    base_date: draft.baseDate,
    inputs: {
      methods,
      reconciliation: weighed(draft, methods),
      simulation: { seed: 0, draws: 20_000 },
      scores: scored.map((right_id) => ({ right_id, scene: 'finance' as const, reviews: [] })),
    },
  }
}

function methodsOf(draft: EstimateDraft, sources: Sources): Method[] {
  const as_of = draft.baseDate
  const periods = wholeYears(draft.life) ?? 1
  const rows = readForecast(draft.forecast, draft.unit).rows.slice(0, periods)
  const part = Number(fraction(draft.spread))
  const spread = part > 0 ? { kind: 'uniform' as const, low: (1 - part).toFixed(6), high: (1 + part).toFixed(6) } : null
  const series = (values: number[]) => ({ values, source: sources.firm, as_of, spread })
  const figure = (value: Three, source: string) => {
    const [low, likely, high] = three(value) ?? ['0', '0', '0']
    return { value: likely, source, as_of, spread: low === high ? null : { kind: 'triangular' as const, low, mode: likely, high } }
  }
  const first = rows[0]?.year ?? 0
  const timing = { convention: 'end_year' as const, first_period: firstPeriod(draft.baseDate, first), starts_after: startsAfter(draft.baseDate, first) }
  const discount = { rate: figure(draft.discount, sources.firm) }
  const methods: Method[] = [
    {
      method: 'relief_from_royalty', sales_fen: series(rows.map((row) => row.sales)), discount, timing,
      royalty: figure(draft.royalty, draft.industry === '' ? sources.firm : sources.industry),
      tax: { value: fraction(draft.tax) ?? '0', source: sources.firm, as_of },
    },
  ]
  if (hasProfit(rows)) {
    methods.push({
      method: 'profit_share', base_fen: series(rows.map((row) => row.profit ?? 0)), discount, timing,
      share: { rate: figure(draft.share, sources.firm) },
    })
  }
  const cost = costOf(draft, sources, periods)
  return cost === null ? methods : [...methods, cost]
}

const DAY = 86_400_000

/** What is left of the base date's own year, where the forecast begins with it; else whole years. */
export function firstPeriod(baseDate: string, firstYear: number): number {
  const start = Date.parse(baseDate)
  if (Number(baseDate.slice(0, 4)) !== firstYear) return 1
  const year = Date.UTC(firstYear + 1, 0, 1) - Date.UTC(firstYear, 0, 1)
  return Math.round(Math.max(0.01, (Date.UTC(firstYear + 1, 0, 1) - start) / year) * 10_000) / 10_000
}

/** Years from the end of the base date to the forecast's first year; null where it begins at once. */
export function startsAfter(baseDate: string, firstYear: number): string | null {
  const year = Number(baseDate.slice(0, 4))
  if (firstYear <= year) return null
  const rest = Date.UTC(year + 1, 0, 1) - Date.parse(baseDate) - DAY
  const years = firstYear - year - 1 + rest / (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1))
  const rounded = Math.round(years * 10_000) / 10_000
  return rounded > 0 ? String(rounded) : null
}

function costOf(draft: EstimateDraft, sources: Sources, periods: number): Method | null {
  const spends = readForecast(draft.spends, draft.unit).rows
  const first = spends[0]
  if (first === undefined) return null
  const as_of = draft.baseDate
  const told = (value: string, source: string) => ({ value, source, as_of })
  const worn = (low: string, mode: string, high: string) => ({ ...told(mode, sources.platform), spread: { kind: 'triangular' as const, low, mode, high } })
  return {
    method: 'cost',
    spends: spends.map((row) => ({
      name: String(row.year), index: told('1', sources.platform),
      amount_fen: { value: row.sales, source: sources.firm, as_of },
    })),
    fair_return: worn('0.05', '0.1', '0.15'),
    used_years: told(String(Number(as_of.slice(0, 4)) - first.year), sources.firm),
    remaining_years: told(String(periods), sources.firm),
    functional: worn('0.05', '0.15', '0.25'),
    economic: worn('0.05', '0.1', '0.15'),
  }
}

/** Several ranges become one only by weights and a reason; until then they stand side by side. */
function weighed(draft: EstimateDraft, methods: Method[]): EstimateIn['inputs']['reconciliation'] {
  if (methods.length < 2 || draft.reason.trim() === '') return null
  return {
    reason: draft.reason.trim(),
    weights: methods.map((each) => ({ method: each.method, weight: Number(/^\d{1,3}(?:\.\d{1,2})?$/u.exec(draft.weights[each.method] ?? '')?.[0] ?? 1) })),
  }
}

/** Codes whose place no figure names. */
const BY_CODE: Record<string, EstimateField> = {
  'valuation.base_date_in_future': 'base', 'valuation.no_sales': 'forecast', 'valuation.range_not_positive': 'forecast',
  'valuation.series_lengths_differ': 'forecast', 'valuation.range_missing': 'spread', 'valuation.life_beyond_legal_term': 'life',
  'valuation.legal_end_unknown': 'rights', 'valuation.rights_named_twice': 'rights', 'valuation.no_scheme': 'rights',
  'valuation.reconciliation_missing': 'weights', 'valuation.reconciliation_incomplete': 'weights', 'valuation.weights_without_sum': 'weights',
  'valuation.no_life': 'spends', not_found: 'rights',
}
const BY_PLACE: readonly [RegExp, EstimateField][] = [
  [/royalty/u, 'royalty'], [/share/u, 'share'], [/discount/u, 'discount'], [/tax/u, 'tax'], [/spends|fair_return|functional|economic|_years/u, 'spends'],
  [/sales_fen|base_fen/u, 'forecast'], [/base_date/u, 'base'], [/right_ids|rights/u, 'rights'], [/reconciliation/u, 'weights'],
]

/** The field that a refusal speaks of; null where it speaks of none. */
export function fieldOf(error: unknown): EstimateField | null {
  const problem = asProblem(error)
  const place = String(problem.facts.figure ?? problem.errors[0]?.key ?? '')
  const known = BY_CODE[problem.code]
  if (known !== undefined) return known
  if (problem.code.startsWith('valuation.distribution') && /_fen$/u.test(place)) return 'spread'
  if (problem.code.startsWith('portfolio.')) return 'rights'
  return BY_PLACE.find(([pattern]) => pattern.test(place))?.[1] ?? null
}
