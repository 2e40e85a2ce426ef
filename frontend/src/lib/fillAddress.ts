/** The vault's address at which one placeholder is filled, and back. */
import type { components } from '../api/schema'

type Schemas = components['schemas']
export interface Place {
  kind: Schemas['Kind']
  year: number | null
  subject: string
}

export function fillAddress({ kind, year, subject }: Place): string {
  const query = new URLSearchParams({ fill: kind, ...(year === null ? {} : { year: String(year) }), ...(subject ? { subject } : {}) })
  return `/e/vault?${query.toString()}`
}

/** The place that an address asks to be filled; null where it names none. */
export function placeToFill(query: URLSearchParams, kinds: readonly Schemas['Kind'][]): Place | null {
  const kind = kinds.find((each) => each === query.get('fill'))
  if (kind === undefined) return null
  const year = query.get('year') ?? ''
  return { kind, year: /^\d{4}$/u.test(year) ? Number(year) : null, subject: query.get('subject') ?? '' }
}

/** The address without the place. */
export function withoutPlace(query: URLSearchParams): URLSearchParams {
  const left = new URLSearchParams(query)
  for (const key of ['fill', 'year', 'subject']) left.delete(key)
  return left
}
