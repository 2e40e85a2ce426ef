/** A mandate on the screen: where it stands, and what a form lacks before it is sent. */
import type { components } from '../../api/schema'
import { today } from '../../lib/dates'
import type { Mandate, Paper } from './queries'

/** The papers that people sign; the server refuses any other. */
export const SIGNED_PAPERS = ['pledge_contract', 'licence_contract'] as const satisfies Paper['kind'][]

export function standingOf(mandate: Mandate): 'inForce' | 'ahead' | 'over' | 'revoked' {
  if (mandate.revoked_at !== null) return 'revoked'
  if (mandate.in_force) return 'inForce'
  return mandate.from_on > today() ? 'ahead' : 'over'
}

export interface Draft {
  member_id?: string
  papers: Paper['kind'][]
  /** In 万元, as people say it. */
  up_to_wan: number | null
  from_on?: string
  until?: string
}

export type Lack = 'member_id' | 'papers' | 'up_to_wan' | 'from_on' | 'until'

/** What is lacking or out of order, in the order of the form. */
export function lacksOf(draft: Draft): Lack[] {
  const lacks: Lack[] = []
  if (!draft.member_id) lacks.push('member_id')
  if (draft.papers.length === 0) lacks.push('papers')
  if (draft.up_to_wan === null) lacks.push('up_to_wan')
  if (!draft.from_on) lacks.push('from_on')
  if (!draft.until || draft.until < today() || draft.until < (draft.from_on ?? '')) lacks.push('until')
  return lacks
}

/** The mandate to send; only for a draft that lacks nothing. */
export const mandateOf = (draft: Draft): components['schemas']['NewMandateIn'] => ({
  member_id: draft.member_id ?? '',
  papers: draft.papers,
  up_to_fen: Math.round((draft.up_to_wan ?? 0) * 1_000_000),
  from_on: draft.from_on ?? '',
  until: draft.until ?? '',
})
