/** Days of a year as runs of neighbours: read, typed and compared as one writes them down. */
export interface Day {
  on: string
  working: boolean
  name: string
}

export interface Run {
  from: string
  to: string
  working: boolean
  name: string
}

const MS = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)

export const shifted = (day: string, by: number): string => new Date(at(day) + by * MS).toISOString().slice(0, 10)

export const lengthOf = (run: Pick<Run, 'from' | 'to'>): number => Math.round((at(run.to) - at(run.from)) / MS) + 1

/** 0 for Sunday. */
export const weekday = (day: string): number => new Date(at(day)).getUTCDay()

const joins = (run: Run, day: Day) => shifted(run.to, 1) === day.on && run.working === day.working && run.name === day.name

/** Neighbouring days of one name as one run. */
export function runsOf(days: readonly Day[]): Run[] {
  const runs: Run[] = []
  for (const day of [...days].sort((a, b) => a.on.localeCompare(b.on))) {
    const last = runs.at(-1)
    if (last && joins(last, day)) last.to = day.on
    else runs.push({ from: day.on, to: day.on, working: day.working, name: day.name })
  }
  return runs
}

/** Each day of the runs; only of runs without a fault. */
export const daysOf = (runs: readonly Run[]): Day[] =>
  runs.flatMap((run) => Array.from({ length: lengthOf(run) }, (_, n) => ({ on: shifted(run.from, n), working: run.working, name: run.name.trim() })))

export type Fault = 'days' | 'order' | 'year' | 'begun' | 'name' | 'twice'

/** What is wrong with a run, by the bounds that the server keeps too. */
export function faultOf(run: Run, { year, from, before }: { year: number; from: string; before: readonly Run[] }): Fault | null {
  if (!run.from || !run.to) return 'days'
  if (run.to < run.from) return 'order'
  if (!run.from.startsWith(`${year}-`) || !run.to.startsWith(`${year}-`)) return 'year'
  if (run.from < from) return 'begun'
  if (run.name.trim() === '') return 'name'
  return before.some((other) => other.from && other.to && other.from <= run.to && run.from <= other.to) ? 'twice' : null
}

/** The first day on which a version of this year may begin. */
export function firstDay(year: number, today: string): string {
  const tomorrow = shifted(today, 1)
  return tomorrow > `${year}-01-01` ? tomorrow : `${year}-01-01`
}
