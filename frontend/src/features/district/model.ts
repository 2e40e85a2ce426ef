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

/** A cell's width in per cent of the longest one. */
export function widthOf(cell: Cell, cells: readonly Cell[]): number {
  const longest = Math.max(...cells.map((each) => each.amount_fen), 1)
  return Math.max(0, (cell.amount_fen / longest) * 100)
}

export const EMPTY: Record<string, string> = {}
