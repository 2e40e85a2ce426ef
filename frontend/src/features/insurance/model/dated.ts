/** Dated rows: the one that is in force on a day, those before it, those that are to come. */
interface Dated {
  from_on: string
}

export type Standing = 'now' | 'later' | 'past'

/** The latest that has begun. */
export const inForce = <T extends Dated>(rows: readonly T[], day: string): T | undefined =>
  rows.filter((row) => row.from_on <= day).reduce<T | undefined>((best, row) => (best === undefined || row.from_on > best.from_on ? row : best), undefined)

export function standingIn<T extends Dated>(row: T, rows: readonly T[], day: string): Standing {
  if (row.from_on > day) return 'later'
  return inForce(rows, day) === row ? 'now' : 'past'
}
