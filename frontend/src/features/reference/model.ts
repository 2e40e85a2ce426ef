/** Values of a reference table as they are shown, typed and sent. */
import type { Problem } from '../../api/problem'
import { yuanText } from '../../lib/fen'
import type { Column } from './queries'

export type Row = Record<string, unknown>
/** What stands in the cells of a row while it is edited. */
export type Cells = Record<string, string | boolean | string[]>

export interface Fault {
  /** From one on. */
  row: number
  column: string | null
  heading: string | null
  why: string
}

export const NOTHING = '—'

/** For people; `flags` are the words of yes and no, `sep` what stands between the items of a list. */
export function shown(column: Column, value: unknown, flags: [string, string], sep: string): string {
  if (value === null || value === undefined || value === '') return NOTHING
  if (column.shape === 'money') return yuanText(value as number)
  if (column.shape === 'rate') return ((value as number) / 100).toFixed(2)
  if (column.shape === 'flag') return value ? flags[0] : flags[1]
  if (column.shape === 'list') return (value as string[]).map((each) => labelOf(column, each)).join(sep)
  return labelOf(column, String(value))
}

export const labelOf = (column: Column, code: string): string => column.choices.find((each) => each.code === code)?.label ?? code

export const isNumeric = (column: Column): boolean => ['number', 'money', 'rate'].includes(column.shape)

export function cellsOf(columns: readonly Column[], row: Row): Cells {
  return Object.fromEntries(columns.map((column) => {
    const value = row[column.name]
    if (column.shape === 'flag') return [column.name, value === true]
    if (column.shape === 'list') return [column.name, (value as string[] | undefined) ?? []]
    if (value === null || value === undefined) return [column.name, '']
    return [column.name, column.shape === 'money' || column.shape === 'rate' ? ((value as number) / 100).toFixed(2) : String(value)]
  }))
}

export const emptyCells = (columns: readonly Column[]): Cells => cellsOf(columns, {})

/** What a cell sends; a number that is none is sent as it was typed, for the refusal to name it. */
export function valueOf(column: Column, cell: Cells[string] | undefined): unknown {
  if (cell === undefined) return undefined
  if (typeof cell !== 'string') return cell
  const text = cell.trim()
  if (text === '') return undefined
  if (column.shape === 'number' && /^-?\d+$/.test(text)) return Number(text)
  if (column.shape === 'money' || column.shape === 'rate') return hundredths(text) ?? text
  return text
}

export function hundredths(text: string): number | null {
  const found = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', ''))
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null
}

export const rowOf = (columns: readonly Column[], cells: Cells): Row =>
  Object.fromEntries(columns.map((column) => [column.name, valueOf(column, cells[column.name])] as const).filter(([, value]) => value !== undefined))

export type Missing = 'required' | 'hundredths' | 'whole'

/** What can be said of a cell without asking. */
export function faultOf(column: Column, cell: Cells[string] | undefined): Missing | null {
  if (cell === undefined || typeof cell === 'boolean') return null
  const empty = typeof cell === 'string' ? cell.trim() === '' : cell.length === 0
  if (empty) return column.optional ? null : 'required'
  if (typeof cell !== 'string') return null
  if ((column.shape === 'money' || column.shape === 'rate') && hundredths(cell.trim()) === null) return 'hundredths'
  return column.shape === 'number' && !/^-?\d+$/.test(cell.trim()) ? 'whole' : null
}

/** The refused rows of a refusal, if it is one of rows. */
export const faultsOf = (problem: Problem): Fault[] =>
  problem.code === 'reference.rows_refused' ? (problem.facts.rows as Fault[]) : []

/** The columns in which a changed row differs. */
export const differing = (columns: readonly Column[], before: Row, after: Row): Set<string> =>
  new Set(columns.map(({ name }) => name).filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null)))
