/** Types of requests and matches, and what the pages reckon from them. */
import type { components } from '../../api/schema'

type Schemas = components['schemas']

export type FinancingRequest = Schemas['FinancingRequestOut']
export type FinancingRequestIn = Schemas['FinancingRequestIn']
export type Matches = Schemas['MatchesOut']
export type Match = Schemas['MatchOut']
export type Verdict = Schemas['VerdictOut']
export type Change = Schemas['ChangeOut']
export type Cost = Schemas['CostOut']

export interface RightName {
  label: string
  title: string
}

export const GRADES = ['fits', 'nearly', 'does_not_fit'] as const
export type Grade = (typeof GRADES)[number]
export const MOST_COMPARED = 3

export function ofGrade(items: Match[], grade: Grade): Match[] {
  return items.filter((match) => match.fit.grade === grade)
}

/** The end of the scale on which all amounts of one page are drawn. */
export function scaleEnd(items: Match[], wish: number): number {
  return Math.max(wish, ...items.map((match) => match.fit.carries_fen), 1)
}

/** Left and width, in percent, of what a product lends on the common scale. */
export function barOf(match: Match, end: number): { left: number; width: number } {
  const high = Math.max(match.fit.carries_fen, 0)
  const low = Math.min(match.product.min_fen, high)
  return { left: (low * 100) / end, width: Math.max(((high - low) * 100) / end, 1) }
}

/** The product that costs least of those with a cost; null unless there are two to compare. */
export function cheapest(items: Match[]): string | null {
  const costed = items.flatMap((match) =>
    match.fit.cost_to && match.fit.costed_fen > 0
      ? [{ id: match.product.id, bp: match.fit.cost_to.all_in_bp }]
      : [],
  )
  if (costed.length < 2) return null
  costed.sort((a, b) => a.bp - b.bp)
  const [first, second] = costed
  return first && second && first.bp < second.bp ? first.id : null
}

export function openVerdicts(match: Match): Verdict[] {
  return match.fit.verdicts.filter((verdict) => verdict.answer !== 'pass')
}

/** Changes that can be made to the request itself at once, without asking anything more. */
export function isDirect(change: Change): boolean {
  return ['set_amount', 'set_term', 'set_use', 'leave_out_rights'].includes(change.action)
}

/** The request after direct changes. */
export function changed(request: FinancingRequest, changes: Change[]): FinancingRequestIn {
  const { facts } = request
  const body: FinancingRequestIn = {
    rights: request.rights.map((right) => ({
      right_id: right.right_id,
      used_since: right.used_since,
    })),
    amount_fen: request.amount_fen,
    term_months: request.term_months,
    use_of_funds: request.use_of_funds,
    use_note: request.use_note,
    facts: { ...facts, tags: [...facts.tags] },
    document_ids: request.documents.map((file) => file.id),
  }
  for (const change of changes) {
    if (change.action === 'set_amount' && change.amount_fen !== null)
      body.amount_fen = change.amount_fen
    if (change.action === 'set_term' && change.term_months !== null)
      body.term_months = change.term_months
    if (change.action === 'set_use' && change.uses[0] !== undefined)
      body.use_of_funds = change.uses[0] as FinancingRequestIn['use_of_funds']
    if (change.action === 'leave_out_rights')
      body.rights = body.rights.filter((right) => !change.right_ids.includes(right.right_id))
  }
  return body
}

export function chosenIn(search: URLSearchParams): string[] {
  return (search.get('compare') ?? '').split(',').filter((id) => id !== '')
}

/** What stands in the vault for less than the product asks, what it requires first. */
export const lacking = (papers: Match['papers']): Match['papers'] =>
  papers.filter((each) => each.standing !== 'present').sort((a, b) => Number(b.required) - Number(a.required))
