/** Where a point that an insurer asked for stands, and who has to act on what is open before binding. */
import type { components } from '../../api/schema'

type Schemas = components['schemas']
export type Point = Schemas['SubjectivityOut']
export type Open = Schemas['OpenPointOut']

export type Standing = 'met' | 'shown' | 'returned' | 'open'

export function standingOf(point: Point): Standing {
  if (point.met_at !== null) return 'met'
  const last = point.answers.at(-1)
  if (last === undefined) return 'open'
  return last.returned_at === null ? 'shown' : 'returned'
}

/** `firm` has to show it, `insurer` to look at it; a signature is a co-insurer's. */
export function waitsFor(open: Open, points: readonly Point[]): 'firm' | 'insurer' | 'coinsurer' {
  if (open.kind === 'signature') return 'coinsurer'
  const point = open.kind === 'subjectivity' ? points.find((each) => each.n === open.n) : undefined
  return point === undefined || standingOf(point) === 'shown' ? 'insurer' : 'firm'
}
