/** What the pages of bills show of a charge; amounts are the server's. */
import { daysUntil } from '../../lib/dates'
import type { Charge, Movement } from './queries'

export const VIEWS = ['due', 'overdue', 'paid', 'refunds', 'cancelled', 'all'] as const
export type View = (typeof VIEWS)[number]
export const PURPOSES = ['platform_fee', 'appraisal_fee', 'premium', 'endorsement', 'licence_fee'] as const

export const isDue = (charge: Charge) => charge.state === 'open' || charge.state === 'part_paid'

/** Days left, or nothing where no day counts any more. */
export const daysLeft = (charge: Charge): number | null => (isDue(charge) ? daysUntil(charge.due_on) : null)

/** A reference as it is read aloud: `ZR26 0001 2345`. */
export const inGroups = (reference: string): string => `${reference.slice(0, 4)} ${reference.slice(4).replace(/(.{4})(?=.)/g, '$1 ')}`

/** Which of the payment's steps is done: asked, on its way, arrived. */
export function progress(charge: Charge, returned: boolean): 'waiting' | 'on_way' | 'arrived' {
  if (!isDue(charge)) return 'arrived'
  return returned ? 'on_way' : 'waiting'
}

export interface Told {
  key: string
  /** Its words: `pay.history.<what>`. */
  what: string
  at: string
  amount: number
  kept: number | null
  source: string | null
}

/** Everything that happened to a charge, oldest first. */
export function story(charge: Charge, moves: Movement[]): Told[] {
  const told: Told[] = [{ key: 'raised', what: 'raised', at: charge.raised_at, amount: charge.amount_fen, kept: null, source: null }]
  for (const each of moves) {
    told.push({ key: each.id, what: each.kind, at: each.occurred_on, amount: each.amount_fen, kept: each.kept_fen, source: each.source })
  }
  if (charge.cancelled_at) told.push({ key: 'cancelled', what: 'cancelled', at: charge.cancelled_at, amount: charge.amount_fen, kept: null, source: null })
  return told
}

/** The server's inline SVG as a picture: an image runs no script, whatever the SVG holds. */
export function pictureOf(svg: string): string {
  const named = svg.includes('xmlns=') ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
  return `data:image/svg+xml,${encodeURIComponent(named)}`
}
