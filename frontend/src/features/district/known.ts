/** The day whose knowledge a page shows: in its address, and only one that can be known is asked for. */
import { Problem } from '../../api/problem'
import { today } from '../../lib/dates'
import { useListState } from '../../lib/useListState'

export type DayFault = 'form' | 'later'

const FORM = /^\d{4}-\d{2}-\d{2}$/

export const isDay = (text: string): boolean => {
  const parsed = FORM.test(text) ? new Date(`${text}T00:00:00Z`) : null
  return parsed !== null && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
}

/** Why nothing can be known of it: no day, or one to come. */
export function dayFault(day: string | undefined, upTo: string = today()): DayFault | undefined {
  if (!day) return undefined
  if (!isDay(day)) return 'form'
  return day > upTo ? 'later' : undefined
}

/** A list's state without a day that cannot be known: the page stays, `KnownDay` says why. */
export function useDayState(defaults: Record<string, string>) {
  const { state, ...rest } = useListState(defaults)
  const { known, ...others } = state
  return { ...rest, state: known === undefined || dayFault(known) ? others : state }
}

/** What the server says of the day alone; undefined where the failure is another. */
export function dayRefusal(error: unknown): string | undefined {
  return error instanceof Problem ? error.errors.find((each) => each.key === 'as_known_on')?.message : undefined
}
