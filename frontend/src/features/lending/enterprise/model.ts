/** Types of the firm's applications and pledges, and what the pages decide from them. */
import type { components } from '../../../api/schema'

type Schemas = components['schemas']

export type Application = Schemas['ApplicationOut']
export type Pledge = Schemas['PledgeOut']
export type PledgePreflight = Schemas['PledgePreflightOut']
export type Ground = Schemas['GroundOut']
export type Match = Schemas['MatchOut']

/** The tabs of the list, and the states that each holds. */
export const TABS = {
  all: [],
  mine: ['waiting', 'offered', 'accepted'],
  bank: ['submitted', 'in_review', 'opined'],
  running: ['accepted', 'drawable', 'drawn'],
  draft: ['draft'],
  over: ['closed', 'refused', 'declined', 'retracted', 'expired', 'withdrawn', 'committed_elsewhere'],
} as const
export type Tab = keyof typeof TABS

export function isTab(value: string | null): value is Tab {
  return value !== null && value in TABS
}

export const OPEN_STATES = ['submitted', 'in_review', 'waiting', 'opined', 'offered']
const PATH = ['draft', 'submitted', 'in_review', 'opined', 'offered', 'accepted', 'drawable', 'drawn']

/** The way an application goes, and where this one stands; a side exit ends where it left. */
export function pathOf(state: string): { steps: string[]; at: number; left: boolean } {
  const on = { waiting: 'in_review', closed: 'drawn' }[state] ?? state
  const at = PATH.indexOf(on)
  if (at !== -1) return { steps: PATH, at: state === 'closed' ? PATH.length : at, left: false }
  const from = state === 'refused' || state === 'committed_elsewhere' ? 'opined' : 'offered'
  return { steps: PATH, at: PATH.indexOf(from), left: true }
}

/** Whether another application would be closed when the offer of this one is accepted. */
export function closesWith(mine: Application, others: Application[]): Application[] {
  const rights = new Set(mine.rights.map((right) => right.id))
  return others.filter(
    (other) =>
      other.id !== mine.id &&
      OPEN_STATES.includes(other.state) &&
      other.rights.some((right) => rights.has(right.id)),
  )
}

type Happened = Schemas['ApplicationEventOut']
const ENDING: Record<string, string> = {
  retracted: 'offer_retracted',
  declined: 'offer_declined',
  withdrawn: 'application_withdrawn',
}

/** What only the history tells: the pledge, also one that came to nothing, and why it ended. */
export function told(application: Application, history: readonly Happened[]) {
  const last = (name: string | undefined) =>
    history.findLast((event) => event.name === `lending.${name}`)?.payload as
      | { pledge_id?: string; reason?: string }
      | undefined
  return {
    pledgeId: application.pledge_id ?? last('pledge_failed')?.pledge_id,
    reason: last(ENDING[application.state])?.reason,
  }
}

/** The applications worth comparing: of one need, drafts and withdrawn ones left out. */
export function comparable(items: Application[]): Application[] {
  return items.filter((each) => !['draft', 'withdrawn'].includes(each.state))
}

/** Index of the objectively best offer; null where fewer than two stand or all are equal. */
export function bestOffer(
  items: Application[],
  value: (offer: NonNullable<Application['offer']>) => number,
  better: 'low' | 'high',
): number | null {
  const known = items.flatMap((each, at) =>
    each.offer && ['open', 'accepted'].includes(each.offer.state)
      ? [{ at, value: value(each.offer) }]
      : [],
  )
  if (known.length < 2) return null
  known.sort((a, b) => (better === 'low' ? a.value - b.value : b.value - a.value))
  const [first, second] = known
  return first && second && first.value !== second.value ? first.at : null
}

export interface CostItem {
  code: string
  amount_fen: number
}

/** The working of an offer's cost as it was stored with it. */
export function costOf(offer: NonNullable<Application['offer']>): {
  items: CostItem[]
  allInBp: number | null
} {
  const cost = offer.cost as { items?: CostItem[]; all_in_bp?: number }
  return { items: cost.items ?? [], allInBp: cost.all_in_bp ?? null }
}

/** What the firm does next in this state, as a key of words. */
export function nextOf(application: Application): 'draft' | 'waiting' | 'offered' | 'accepted' | 'other' {
  const actions = application.allowed_actions
  if (application.state === 'draft') return 'draft'
  if (actions.includes('document-answer')) return 'waiting'
  if (actions.includes('offer-acceptance')) return 'offered'
  if (application.state === 'accepted') return 'accepted'
  return 'other'
}

export function tally(preflight: PledgePreflight['preflight']): Record<string, number> {
  const count: Record<string, number> = { pass: 0, fail: 0, unknown: 0 }
  for (const ground of preflight.answers) count[ground.answer] = (count[ground.answer] ?? 0) + 1
  return count
}

/** A hash in groups of eight, so that two people can compare it aloud. */
export function grouped(hash: string): string {
  return hash.match(/.{1,8}/gu)?.join(' ') ?? hash
}
