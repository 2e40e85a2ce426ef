/** The report that a draft makes: whole to be saved, or with blanks so that its arithmetic is run while one types. */
import { cellsOf, decimal, fen, fraction, linesOf, price, series } from './amounts'
import { type Amounts, type Draft, NO_AMOUNTS, NO_RATE, type Rate } from './draft'
import { ASKED, type Asked, GRID, type Method, isIncome } from './methods'
import type { Order, Report } from './queries'

export interface Read {
  /** Null while something is open. */
  report: Report | null
  /** To be checked as it stands; null while the inputs of a method are open. */
  trial: Report | null
  /** Keys of what is missing or cannot be read, to the line where it is a table. */
  open: Record<string, number>
}

interface Context { draft: Draft; told: { source: string; as_of: string }; need: (key: string, line?: number) => null }

const filled = (line: string | undefined): line is string => line !== undefined && line !== ''

function rate(value: Rate, key: string, { told, need }: Context) {
  const [low, likely, high] = [value.low, value.likely, value.high].map(fraction)
  const isPoint = value.low.trim() === '' && value.high.trim() === ''
  if (!likely || (!isPoint && (!low || !high))) return need(key)
  return { ...told, value: likely, ...(isPoint ? {} : { spread: { kind: 'triangular', low, mode: likely, high } }) }
}

function tableRow(name: string, cells: string[], { draft, told }: Context): unknown {
  const [first = '', second = '', third, ...rest] = cells
  const figure = (value: string | number) => ({ ...told, value })
  if (name === 'spends') {
    const [amount, index] = [price(second), decimal(filled(third) ? third : '1')]
    return first && amount && index ? { name: first, amount_fen: figure(amount), index: figure(index) } : null
  }
  if (name === 'assets') {
    const [charge, values] = [fraction(second), [third ?? '', ...rest].filter(filled).map(fen)]
    return first && charge && values.length > 0 && !values.includes(null) ? { name: first, charge: figure(charge), balance_fen: { ...told, values } } : null
  }
  const [amount, factors, part] = [price(third ?? ''), rest.map((each) => decimal(each === '' ? '1' : each)), fraction(draft.texts['market.price_spread'] ?? '')]
  if (!first || !/^\d{4}-\d{2}-\d{2}$/u.test(second) || !amount || factors.length > GRID.length || factors.includes(null)) return null
  const spread = Number(part) > 0 ? { kind: 'uniform', low: (amount * (1 - Number(part))).toFixed(2), high: (amount * (1 + Number(part))).toFixed(2) } : null
  return {
    name: first, dealt_on: second, price_fen: { ...figure(amount), spread },
    adjustments: factors.map((factor, at) => ({ on: GRID[at], factor: figure(factor ?? '1') })),
  }
}

function asked({ name, kind, isOptional }: Asked, key: string, context: Context): unknown {
  const { draft, told, need } = context
  const typed = draft.texts[key] ?? ''
  if (kind === 'rate') return rate(draft.rates[key] ?? NO_RATE, key, context)
  if (isOptional && typed.trim() === '') return null
  if (kind === 'series') {
    const values = series(typed)
    return values === null ? need(key) : { ...told, values }
  }
  if (kind === 'table') {
    const rows = linesOf(typed).map((line) => tableRow(name, cellsOf(line), context))
    return rows.length === 0 || rows.includes(null) ? need(key, rows.indexOf(null) + 1) : rows
  }
  const value = kind === 'years' ? decimal(typed) : fraction(typed)
  return value === null ? need(key) : { ...told, value }
}

function methodOf(method: Method, context: Context): unknown {
  const { draft, need } = context
  const source = (draft.sources[method] ?? '').trim()
  if (source === '') need(`${method}.source`)
  const own = { ...context, told: { ...context.told, source } }
  const made: Record<string, unknown> = { method }
  for (const each of ASKED[method]) {
    const value = asked(each, `${method}.${each.name}`, own)
    if (each.name !== 'price_spread') made[each.name] = each.name === 'share' ? { rate: value } : value
  }
  if (!isIncome(method)) return made
  const [first, starts] = [decimal(draft.firstPeriod), decimal(draft.startsAfter === '' ? '0' : draft.startsAfter)]
  if (first === null || starts === null) need('timing')
  return {
    ...made, discount: { rate: rate(draft.discount, 'discount', own) },
    timing: { convention: draft.midYear ? 'mid_year' : 'end_year', first_period: first ?? '1', starts_after: Number(starts) > 0 ? starts : null },
  }
}

/** Low, central and high; null where one is missing. */
function amounts(value: Amounts) {
  const [low, central, high] = [value.low, value.central, value.high].map(price)
  return low && central && high ? { low_fen: low, central_fen: central, high_fen: high } : null
}

const ONE = { low_fen: 1, central_fen: 1, high_fen: 1 }

export function readReport(draft: Draft, order: Order, agency: string): Read {
  const open: Record<string, number> = {}
  const need = (key: string, line = 0) => {
    open[key] ??= line
    return null
  }
  const or = <T,>(value: T | null | '' | undefined, key: string, instead: T): T => {
    if (value !== null && value !== '' && value !== undefined) return value
    need(key)
    return instead
  }
  const context = { draft, told: { source: '', as_of: order.base_date }, need }
  if (draft.chosen.length === 0) need('chosen')
  const methods = draft.chosen.map((method) => methodOf(method, context))
  const isRunnable = Object.keys(open).length === 0
  const isWeighed = draft.chosen.length > 1
  const assumptions = linesOf(draft.assumptions)
  const report = {
    version: 1, agency, report_no: or(draft.reportNo.trim(), 'reportNo', '—'), purpose: order.purpose, currency: 'CNY', base_date: order.base_date,
    rights: order.rights.map((each) => {
      const own = draft.perRight[each.right_id] ?? NO_AMOUNTS
      const isStated = !draft.bundle && order.rights.length > 1
      return {
        right_id: each.right_id, number: each.application_no ?? each.label, legal_end: each.legal_end,
        owner: or((draft.owners[each.right_id] ?? '').trim(), `owner.${each.right_id}`, '—'),
        ...(isStated ? { value: or(amounts(own), `perRight.${each.right_id}`, ONE) } : {}),
      }
    }),
    methods,
    reconciliation: isWeighed
      ? {
          weights: draft.chosen.map((method) => ({ method, weight: or(decimal(draft.weights[method] ?? '1'), `weight.${method}`, '1') })),
          reason: or(draft.reason.trim(), 'reason', '—'),
        }
      : null,
    results: draft.chosen.map((method) => ({ method, value_fen: or(price(draft.results[method] ?? ''), `result.${method}`, 1) })),
    whole: or(amounts(draft.whole), 'whole', ONE),
    bundle: draft.bundle && order.rights.length > 1,
    assumptions: assumptions.length === 0 ? [or(null, 'assumptions', '—')] : assumptions,
    limits: draft.limits.trim(),
    signers: draft.signers.map((each, at) => ({
      name: or(each.name.trim(), `signer.${at}`, '—'), certificate: or(each.certificate.trim(), `signer.${at}`, '—'),
    })),
    simulation: { seed: 0, draws: 20_000 },
  } as unknown as Report
  return { report: Object.keys(open).length === 0 ? report : null, trial: isRunnable ? report : null, open }
}
