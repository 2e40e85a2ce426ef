/** What the pages make of the server's figures: where they are drawn, never how much they are. */
import type { Cell, Choice, Plan, Target } from './queries'

export const WAYS = ['bank', 'industry', 'street', 'month'] as const
export type Way = (typeof WAYS)[number]

export const PLACES_LOOKED = ['gazette_pe01', 'register_extract'] as const
export const SEARCHES = ['number', 'patent', 'pledgor', 'pledgee'] as const

/** The whole plan's default: the one that runs, else the newest. */
export function planOf(plans: readonly Plan[], code: string | undefined): Plan | undefined {
  return plans.find((plan) => plan.code === code) ?? plans.find((plan) => !plan.closed) ?? plans[0]
}

/** The target that the platform counts. */
export const moneyTarget = (plan: Plan | undefined): string | undefined =>
  plan?.targets.find((target) => target.unit === 'fen')?.code

export const cellsOf = (target: Target, way: Way): readonly Cell[] => target[`by_${way}`]

/** Whether the parts are the whole, to the fen. */
export function agrees(cells: readonly Cell[], whole: number | null): boolean {
  return cells.reduce((sum, cell) => sum + BigInt(cell.amount_fen), 0n) === BigInt(whole ?? 0)
}

/** The one part that an address names, if it names exactly one. */
export function wayOf(choice: Choice): Way | null {
  const named = WAYS.filter((way) => choice[way])
  return named.length === 1 ? (named[0] ?? null) : null
}

const DAY = 86_400_000
const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** Every month from the first to the last day, as `2026-01`. */
export function monthsBetween(from: string, to: string): string[] {
  const found: string[] = []
  let year = Number(from.slice(0, 4))
  let month = Number(from.slice(5, 7))
  while (`${year}-${String(month).padStart(2, '0')}` <= to.slice(0, 7)) {
    found.push(`${year}-${String(month).padStart(2, '0')}`)
    month += 1
    if (month > 12) [year, month] = [year + 1, 1]
  }
  return found
}

const endOf = (month: string) => Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1)

export interface Drawn {
  month: string
  /** Heights in per cent of the target; null where nothing can be known yet. */
  month_share: number
  reached: number | null
  path: number
  cell: Cell | undefined
}

/** The line and its path as heights in per cent of the target. */
export function drawn(target: Target): Drawn[] {
  const whole = target.target_fen ?? 0
  if (whole <= 0) return []
  const { from_on, to_on } = target.plan
  const start = timeOf(from_on)
  const length = timeOf(to_on) + DAY - start
  const known = target.as_known_on.slice(0, 7)
  const cells = new Map(target.by_month.map((cell) => [cell.key, cell]))
  const months = monthsBetween(from_on, to_on)
  let height = target.by_month
    .filter((cell) => months[0] !== undefined && cell.key < months[0])
    .reduce((sum, cell) => sum + (cell.amount_fen / whole) * 100, 0)
  return months.map((month) => {
    const cell = cells.get(month)
    const share = ((cell?.amount_fen ?? 0) / whole) * 100
    height += share
    return {
      month,
      month_share: share,
      reached: month <= known ? height : null,
      path: Math.min(100, ((endOf(month) - start) / length) * 100),
      cell,
    }
  })
}

/** A cell's width in per cent of the longest one. */
export function widthOf(cell: Cell, cells: readonly Cell[]): number {
  const longest = Math.max(...cells.map((each) => each.amount_fen), 1)
  return Math.max(0, (cell.amount_fen / longest) * 100)
}

/** A cell's part of the whole, in per cent with one decimal. */
export const shareOf = (cell: Cell, whole: number | null): string =>
  whole ? `${((cell.amount_fen / whole) * 100).toFixed(1)}%` : '—'

export const EMPTY: Record<string, string> = {}
