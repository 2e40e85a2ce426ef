/** What a comparison is made of, and how many of its rows are hidden while only differences are shown. */
import type { components } from '../../api/schema'

type Schemas = components['schemas']
export type Comparison = Schemas['ComparisonOut']
export type Quoted = Schemas['ComparedQuoteOut']
export type CompareRow = Schemas['CompareRowOut']
export type Cell = Schemas['ComparedOut']

/** Shown even where every quote says the same. */
const ALWAYS = new Set(['gross_fen'])
export const keyOf = (quote: Quoted) => `${quote.id}-${quote.option ?? 0}`
export const isHidden = (row: CompareRow) => row.foldable && !row.differs && !ALWAYS.has(row.term)

/** The grid with two of its quotes: a phone has no room for more. */
export function only(of: Comparison, pair: readonly number[]): Comparison {
  const pick = <T,>(cells: readonly T[]) => pair.flatMap((n) => (n < cells.length ? [cells[n] as T] : []))
  return {
    ...of, quotes: pick(of.quotes), scenarios: of.scenarios.map((each) => ({ ...each, costs: pick(each.costs) })),
    rows: of.rows.map((row) => {
      const cells = pick(row.cells)
      return { ...row, cells, differs: new Set(cells.map((cell) => JSON.stringify(cell))).size > 1 }
    }),
  }
}
