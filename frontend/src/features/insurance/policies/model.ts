/** Sums and spans of the portfolio's figures. */
import type { Accumulation, Portfolio } from './queries'

export const STEPS = ['sent', 'quoted', 'accepted', 'bound', 'issued'] as const
export type Step = (typeof STEPS)[number]
type FunnelRow = Portfolio['funnel'][number]

/** The first days of so many months, the newest first. */
export function monthsBefore(day: string, count: number): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return Array.from({ length: count }, (_, back) => {
    const at = year * 12 + month - 1 - back
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`
  })
}

export const sumOf = (rows: readonly FunnelRow[], step: Step): number => rows.reduce((sum, row) => sum + row[step], 0)

/** By line, in the order in which they come. */
export function byLine(rows: readonly FunnelRow[]): [FunnelRow['line'], FunnelRow[]][] {
  const found = new Map<FunnelRow['line'], FunnelRow[]>()
  for (const row of rows) found.set(row.line, [...(found.get(row.line) ?? []), row])
  return [...found]
}

/** Premium of each month, the oldest first; a month without any is nought. */
export function premiumByMonth(rows: Portfolio['written'], months: readonly string[]): { month: string; net_fen: number; policies: number }[] {
  return [...months].reverse().map((first) => {
    const month = first.slice(0, 7)
    const own = rows.filter((row) => row.month === month)
    return { month, net_fen: own.reduce((sum, row) => sum + row.net_fen, 0), policies: own.reduce((sum, row) => sum + row.policies, 0) }
  })
}

export function axesOf({ cells }: Accumulation) {
  const sorted = (values: string[]) => [...new Set(values)].sort()
  return { territories: sorted(cells.map((each) => each.territory)), technologies: sorted(cells.map((each) => each.technology)) }
}
