/** The rows of a list on a page, not in a dialog: one that leaves it under a dialog stays until that is closed. */
import { useHeld } from './underDialog'

const isSame = <T>(one: readonly T[], other: readonly T[]) => one.length === other.length && one.every((row, at) => row === other[at])

/** The rows there are, and where they stood those that left. */
function together<T>(before: readonly T[], now: readonly T[], keyOf: (row: T) => string): readonly T[] {
  const there = new Set(now.map(keyOf))
  const all = [...now]
  before.forEach((row, at) => {
    if (!there.has(keyOf(row))) all.splice(at, 0, row)
  })
  return all
}

export const useHeldRows = <T>(rows: readonly T[], keyOf: (row: T) => string): readonly T[] =>
  useHeld(rows, isSame, (before, now) => together(before, now, keyOf))
