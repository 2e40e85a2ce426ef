/** A forecast as it comes from a spreadsheet: a line per year, or years across; read without loss. */

export interface YearRow {
  year: number
  sales: number
  /** Net profit, where the table has it. */
  profit: number | null
}

export interface ForecastFault {
  line: number
  why: 'year' | 'amount' | 'order' | 'columns' | 'many' | 'profit_gap'
  text: string
}

export interface Forecast {
  rows: YearRow[]
  faults: ForecastFault[]
}

export type Unit = 'yuan' | 'wan'

export const MOST_YEARS = 40
const DIGITS: Record<Unit, number> = { yuan: 2, wan: 6 }
const YEAR = /^(?:19|20)\d{2}(?:\s*\u5e74|e|E)?$/
/** Net profit, in Chinese or English. */
const PROFIT = /\u51c0\u5229|\u5229\u6da6|profit/i

/** An amount as typed (thousands marked or not, brackets for a loss) as whole fen. */
export function fenOf(text: string, unit: Unit): number | null {
  const clean = text.replace(/[,，\s¥￥]/gu, '')
  const match = /^(-?)(\(?)(\d{1,13})(?:\.(\d+))?\)?$/u.exec(clean)
  if (match === null) return null
  const decimals = (match[4] ?? '').replace(/0+$/u, '')
  if (decimals.length > DIGITS[unit]) return null
  const fen = Number(`${match[3]}${decimals.padEnd(DIGITS[unit], '0')}`)
  if (!Number.isSafeInteger(fen)) return null
  return match[1] === '-' || match[2] === '(' ? -fen : fen
}

function cells(line: string): string[] {
  const cut = line.includes('\t') ? line.split('\t') : /[;；]/u.test(line) ? line.split(/[;；]/u) : line.trim().split(/\s+/u)
  const found = cut.map((each) => each.trim())
  if (found.length === 1 && /^\d{4},/u.test(found[0] ?? '')) {
    const [year = '', ...rest] = (found[0] ?? '').split(',')
    return [year, ...rest]
  }
  return found
}

function upright(table: string[][]): string[][] {
  const years = (table[0] ?? []).slice(1).filter((each) => each !== '')
  if (table.length < 2 || years.length < 2 || !years.every((each) => YEAR.test(each))) return table
  return (table[0] ?? []).map((_, column) => table.map((row) => row[column] ?? '')).filter((row) => row.some((each) => each !== ''))
}

export function readForecast(text: string, unit: Unit): Forecast {
  const table = upright(text.split(/\r?\n/u).filter((line) => line.trim() !== '').map(cells))
  const hasHeader = table.length > 0 && !YEAR.test(table[0]?.[0] ?? '')
  const header = hasHeader ? (table[0] ?? []) : []
  const found = header.findIndex((each, place) => place > 0 && PROFIT.test(each))
  const profitAt = hasHeader ? found : (table[0]?.length ?? 0) > 2 ? 2 : -1
  const salesAt = profitAt === 1 ? 2 : 1
  const rows: YearRow[] = []
  const faults: ForecastFault[] = []
  table.slice(hasHeader ? 1 : 0).forEach((row, place) => {
    const line = place + (hasHeader ? 2 : 1)
    const fault = (why: ForecastFault['why'], said: string) => faults.push({ line, why, text: said })
    const year = YEAR.test(row[0] ?? '') ? Number((row[0] ?? '').slice(0, 4)) : null
    if (year === null) return fault('year', row[0] ?? '')
    if (row.length <= salesAt) return fault('columns', row.join(' '))
    const sales = fenOf(row[salesAt] ?? '', unit)
    if (sales === null) return fault('amount', row[salesAt] ?? '')
    const profitText = profitAt < 0 ? '' : (row[profitAt] ?? '')
    const profit = profitText === '' ? null : fenOf(profitText, unit)
    if (profitText !== '' && profit === null) return fault('amount', profitText)
    const last = rows.at(-1)
    if (last !== undefined && year !== last.year + 1) return fault('order', String(year))
    if (rows.length === MOST_YEARS) return fault('many', String(MOST_YEARS))
    rows.push({ year, sales, profit })
    return undefined
  })
  const known = rows.filter((row) => row.profit !== null).length
  if (known > 0 && known < rows.length) {
    const gap = rows.findIndex((row) => row.profit === null)
    faults.push({ line: gap + (hasHeader ? 2 : 1), why: 'profit_gap', text: String(rows[gap]?.year ?? '') })
  }
  return { rows, faults }
}

/** Whether the profit share method has something to work on. */
export const hasProfit = (rows: readonly YearRow[]): boolean => rows.length > 0 && rows.every((row) => row.profit !== null)
