/** How fast bytes go and how long the rest will take. Pure: samples in, a pace out. */

export interface Pace {
  /** When and how far the last sample was; milliseconds, bytes. */
  at: number
  sent: number
  /** Bytes a second, smoothed; null until it is known. */
  rate: number | null
}

const EVERY_MS = 1000
/** How much the newest second weighs. */
const WEIGHT = 0.3

/** The pace after hearing at `at` that `sent` bytes are there. */
export function paceAfter(before: Pace | null, at: number, sent: number): Pace {
  // A piece that is sent again starts from further back: that says nothing of the pace.
  if (before === null || sent < before.sent) return { at, sent, rate: before?.rate ?? null }
  const passed = at - before.at
  if (passed < EVERY_MS) return before
  const newest = ((sent - before.sent) / passed) * 1000
  return { at, sent, rate: before.rate === null ? newest : before.rate * (1 - WEIGHT) + newest * WEIGHT }
}

export interface Rest {
  unit: 'seconds' | 'minutes' | 'hours'
  n: number
}

/** How long the rest takes, in one figure rounded up; null while nothing moves or the pace is unknown. */
export function restOf(pace: Pace | null, size: number, sent: number): Rest | null {
  if (pace?.rate == null || pace.rate < 1) return null
  const seconds = Math.max(1, Math.ceil((size - sent) / pace.rate))
  if (seconds < 90) return { unit: 'seconds', n: seconds }
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? { unit: 'minutes', n: minutes } : { unit: 'hours', n: Math.ceil(minutes / 60) }
}
