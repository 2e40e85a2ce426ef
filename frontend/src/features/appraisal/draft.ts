/** A report as the form holds it, texts as they were typed; and out of a version that was saved. */
import { percent, wan } from './amounts'
import { ASKED, GRID, METHODS, type Method, isIncome } from './methods'
import type { Order } from './queries'

export interface Rate { low: string; likely: string; high: string }
export interface Amounts { low: string; central: string; high: string }
export interface Draft {
  reportNo: string
  chosen: Method[]
  /** By `method.name`: series, tables and single figures as typed. */
  texts: Record<string, string>
  rates: Record<string, Rate>
  sources: Record<string, string>
  discount: Rate
  midYear: boolean
  firstPeriod: string
  startsAfter: string
  results: Record<string, string>
  weights: Record<string, string>
  reason: string
  whole: Amounts
  bundle: boolean
  perRight: Record<string, Amounts>
  owners: Record<string, string>
  assumptions: string
  limits: string
  signers: { name: string; certificate: string }[]
}

export const NO_RATE: Rate = { low: '', likely: '', high: '' }
export const NO_AMOUNTS: Amounts = { low: '', central: '', high: '' }

export const blank = (order: Order): Draft => ({
  reportNo: '', chosen: ['relief_from_royalty'], texts: {}, rates: {}, sources: {}, discount: NO_RATE, midYear: false, firstPeriod: '1', startsAfter: '0',
  results: {}, weights: {}, reason: '', whole: NO_AMOUNTS, bundle: order.rights.length > 1, perRight: {}, assumptions: '', limits: '',
  signers: [{ name: '', certificate: '' }, { name: '', certificate: '' }],
  owners: Object.fromEntries(order.rights.map((each) => [each.right_id, each.owners.join('; ')])),
})

interface Told { value?: string | number; values?: number[]; source?: string; spread?: { kind: string; low?: string; high?: string } | null }
type Kept = Record<string, unknown>
const list = (value: unknown): Kept[] => (Array.isArray(value) ? (value as Kept[]) : [])
const told = (value: unknown): Told => (value ?? {}) as Told
const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

function rateOf(figure: Told): Rate {
  const of = (value: unknown) => (value === undefined || value === null ? '' : percent(String(value)))
  return { low: of(figure.spread?.low), likely: of(figure.value), high: of(figure.spread?.high) }
}

const amountsOf = (value: unknown): Amounts => {
  const spread = value as { low_fen: number; central_fen: number; high_fen: number }
  return { low: wan(spread.low_fen), central: wan(spread.central_fen), high: wan(spread.high_fen) }
}

/** The lines of a table as they could have been pasted. */
function tableOf(name: string, rows: Kept[]): string {
  const line = (row: Kept): unknown[] => {
    if (name === 'spends') return [row.name, wan(Number(told(row.amount_fen).value)), told(row.index).value]
    if (name === 'assets') return [row.name, percent(String(told(row.charge).value)), ...(told(row.balance_fen).values ?? []).map(wan)]
    const factors = new Map(list(row.adjustments).map((each) => [each.on, told(each.factor).value]))
    return [row.name, row.dealt_on, wan(Number(told(row.price_fen).value)), ...GRID.map((on) => factors.get(on) ?? 1)]
  }
  return rows.map((row) => line(row).join('\t')).join('\n')
}

/** What a saved version held, to go on with; `blank` where it cannot be read. */
export function draftOf(order: Order, content: Kept | undefined): Draft {
  const draft = blank(order)
  if (content === undefined) return draft
  const methods = list(content.methods).filter((each) => METHODS.includes(each.method as Method))
  draft.chosen = methods.map((each) => each.method as Method)
  for (const each of methods) readMethod(draft, each)
  const reconciliation = content.reconciliation as { weights: Kept[]; reason: string } | undefined
  draft.weights = Object.fromEntries((reconciliation?.weights ?? []).map((each) => [text(each.method), text(each.weight)]))
  for (const each of list(content.rights)) {
    draft.owners[text(each.right_id)] = text(each.owner)
    if (each.value) draft.perRight[text(each.right_id)] = amountsOf(each.value)
  }
  return {
    ...draft, reportNo: text(content.report_no), reason: reconciliation?.reason ?? '', whole: amountsOf(content.whole), bundle: content.bundle === true,
    results: Object.fromEntries(list(content.results).map((each) => [text(each.method), wan(Number(each.value_fen))])),
    assumptions: (content.assumptions as string[]).join('\n'), limits: text(content.limits), signers: content.signers as Draft['signers'],
  }
}

function readMethod(draft: Draft, kept: Kept) {
  const method = kept.method as Method
  for (const { name, kind } of ASKED[method]) {
    const key = `${method}.${name}`
    const share = name === 'share' ? (kept.share as Kept | undefined)?.rate : kept[name]
    const figure = told(share)
    draft.sources[method] ||= figure.source ?? told(list(kept[name])[0]?.price_fen ?? list(kept[name])[0]?.amount_fen).source ?? ''
    if (kind === 'rate') draft.rates[key] = rateOf(figure)
    else if (kind === 'series') draft.texts[key] = (figure.values ?? []).map(wan).join('\n')
    else if (kind === 'table') draft.texts[key] = tableOf(name, list(kept[name]))
    else if (name === 'price_spread') draft.texts[key] = spreadOf(list(kept.comparables)[0])
    else if (figure.value !== undefined) draft.texts[key] = kind === 'years' ? String(figure.value) : percent(String(figure.value))
  }
  if (!isIncome(method)) return
  draft.discount = rateOf(told((kept.discount as Kept | undefined)?.rate))
  const timing = (kept.timing ?? {}) as { convention?: string; first_period?: string | number; starts_after?: string }
  draft.midYear = timing.convention === 'mid_year'
  draft.firstPeriod = text(timing.first_period ?? 1)
  draft.startsAfter = text(timing.starts_after ?? 0)
}

function spreadOf(comparable: Kept | undefined): string {
  const figure = told(comparable?.price_fen)
  return figure.spread?.high === undefined ? '' : String(Math.round((Number(figure.spread.high) / Number(figure.value) - 1) * 1_000_000) / 10_000)
}
