/** What a simulation found, as the page shows it. */
import type { Simulation } from '../queries'

type Result = NonNullable<Simulation['result']>
export type Segment = Result['segments'][number]

export const BYS = ['line', 'territory', 'industry', 'ipo_stage'] as const
export type By = (typeof BYS)[number]

export const segmentsBy = (result: Result, by: By): Segment[] =>
  [...result.segments].filter((each) => each.by === by).sort((a, b) => b.after_fen - a.after_fen)

export const isOver = (run: Pick<Simulation, 'state'>): boolean => run.state === 'done' || run.state === 'failed'

export const percent = (run: Pick<Simulation, 'done' | 'total'>): number => (run.total === 0 ? 0 : Math.floor((run.done / run.total) * 100))

/** The change of a sum in basis points; null where there is nothing before. */
export function changeBp({ before_fen, after_fen }: Pick<Segment, 'before_fen' | 'after_fen'>): number | null {
  if (!before_fen) return null
  return Math.round(((after_fen - before_fen) / before_fen) * 10_000)
}

/** `+24.00%`; the sign is part of what is said. */
export const changeText = (bp: number | null): string => (bp === null ? '—' : `${bp > 0 ? '+' : ''}${(bp / 100).toFixed(2)}%`)
