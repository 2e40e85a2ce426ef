/** Revenues as a table of products by territories, and as they are pasted from a spreadsheet. */
import type { Doc } from '../model/doc'

export interface RevenueRow {
  territory: string
  product: string
  revenue_fen: number
  currency: string
  forecast_fen?: number | null
}

export const UNITS = { yuan: 1, ten_thousand: 10_000, million: 1_000_000 } as const
export type Unit = keyof typeof UNITS

/** Words for a territory that a spreadsheet may have instead of its code. */
const NAMES: Record<string, string> = {
  china: 'CN', 'prc': 'CN', 'united states': 'US', usa: 'US', america: 'US', europe: 'EU', 'european union': 'EU', 'united kingdom': 'UK', gb: 'UK', britain: 'UK',
  japan: 'JP', korea: 'KR', india: 'IN', singapore: 'SG',
}
const WORD = /\p{L}+/gu

/** A code, or the name of a territory in either language; `named` are the reader's own words by code. */
export function territoryOf(text: string, named: ReadonlyMap<string, string>): string | null {
  const plain = text.normalize('NFKC').trim()
  const upper = plain.toUpperCase()
  if (named.has(upper)) return upper
  const lower = plain.toLowerCase()
  if (NAMES[lower]) return NAMES[lower]
  for (const [code, words] of named) {
    if (plain !== '' && (words.normalize('NFKC').match(WORD) ?? [])[0] === plain) return code
  }
  return null
}

/** `1,234.5` in the unit → hundredths; null is no figure. */
export function hundredths(text: string, unit: Unit): number | null {
  const plain = text.normalize('NFKC').replace(/[\s,¥$€£]/g, '')
  const found = /^(-?)(\d{1,13})(?:\.(\d{1,6}))?$/.exec(plain)
  if (!found) return null
  const [, sign, whole = '', rest = ''] = found
  const value = (BigInt(whole) * 1_000_000n + BigInt(rest.padEnd(6, '0'))) * BigInt(UNITS[unit]) * 100n
  if (value % 1_000_000n !== 0n) return null
  const exact = value / 1_000_000n
  return exact > 10n ** 15n * 100n ? null : Number(sign ? -exact : exact)
}

export interface Pasted {
  rows: RevenueRow[]
  /** Of each line that could not be read: its number and its text. */
  refused: { line: number; text: string; why: 'territory' | 'amount' | 'columns' }[]
}

/**
 * Two shapes: a header of territories with a product to each line, or lines of territory, product, revenue and, if there is one, forecast.
 */
export function pasted(text: string, unit: Unit, currency: string, named: ReadonlyMap<string, string>): Pasted {
  const lines = text.split(/\r?\n/).map((line) => line.split(line.includes('\t') ? '\t' : /[;；]/).map((cell) => cell.trim()))
    .map((cells, n) => ({ cells, line: n + 1 })).filter(({ cells }) => cells.some((cell) => cell !== ''))
  const [head, ...body] = lines
  const found: Pasted = { rows: [], refused: [] }
  if (!head) return found
  const refuse = (line: number, cells: string[], why: 'territory' | 'amount' | 'columns') => found.refused.push({ line, text: cells.join(' · ').slice(0, 80), why })
  const columns = head.cells.slice(1).map((cell) => territoryOf(cell, named))
  if (columns.length > 0 && columns.some((each) => each !== null) && head.cells.slice(1).every((cell) => hundredths(cell, unit) === null)) {
    head.cells.slice(1).forEach((cell, n) => { if (cell !== '' && columns[n] === null) refuse(head.line, [cell], 'territory') })
    for (const { cells, line } of body) {
      const product = cells[0] ?? ''
      cells.slice(1).forEach((cell, n) => {
        const territory = columns[n]
        if (cell === '' || !territory) return
        const amount = hundredths(cell, unit)
        if (amount === null || product === '') refuse(line, cells, product === '' ? 'columns' : 'amount')
        else found.rows.push({ territory, product, revenue_fen: amount, currency })
      })
    }
    return found
  }
  for (const { cells, line } of lines) {
    const [place = '', product = '', revenue = '', forecast = ''] = cells
    const territory = territoryOf(place, named)
    const amount = hundredths(revenue, unit)
    if (line === head.line && territory === null && amount === null) continue
    if (cells.length < 3 || product === '') refuse(line, cells, 'columns')
    else if (territory === null) refuse(line, cells, 'territory')
    else if (amount === null || (forecast !== '' && hundredths(forecast, unit) === null)) refuse(line, cells, 'amount')
    else found.rows.push({ territory, product, revenue_fen: amount, currency, ...(forecast === '' ? {} : { forecast_fen: hundredths(forecast, unit) }) })
  }
  return found
}

const same = (a: { territory: string; product: string }, b: { territory: string; product: string }) => a.territory === b.territory && a.product === b.product

/** What is pasted takes the place of the same product in the same territory; the rest stays. */
export function merged(known: readonly RevenueRow[], more: readonly RevenueRow[]): RevenueRow[] {
  const last = more.filter((row, n) => !more.slice(n + 1).some((later) => same(row, later)))
  const currencies = new Map(last.map((row) => [row.territory, row.currency]))
  return [...known.filter((row) => !last.some((each) => same(row, each))).map((row) => ({ ...row, currency: currencies.get(row.territory) ?? row.currency })), ...last]
}

/** One cell of the table; null takes the row away. */
export function withCell(rows: readonly RevenueRow[], cell: { territory: string; product: string; currency: string }, revenue: number | null): RevenueRow[] {
  const at = rows.findIndex((row) => same(row, cell))
  if (revenue === null) return rows.filter((_, n) => n !== at)
  if (at < 0) return [...rows, { ...cell, revenue_fen: revenue }]
  return rows.map((row, n) => (n === at ? { ...row, revenue_fen: revenue } : row))
}

export const asRows = (value: unknown): RevenueRow[] => (Array.isArray(value) ? (value as Doc[] as unknown as RevenueRow[]) : [])
