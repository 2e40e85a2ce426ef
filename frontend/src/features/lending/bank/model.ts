/** What the bank's pages make of an application and its dossier: pure values, no words. */
import type { components } from '../../../api/schema'

type Schemas = components['schemas']
export type Application = Schemas['ApplicationOut']
export type Dossier = Schemas['DossierOut']
export type DossierRight = Schemas['DossierRightOut']
export type Opinion = Schemas['OpinionOut']
export type Clock = Schemas['ClockOut']
export type Verdict = Schemas['VerdictOut']
export type Member = Schemas['MemberOut']
export type Happened = Dossier['history'][number]

export type Answer = 'pass' | 'fail' | 'unknown'

/** A preflight answer as the dossier carries it. */
export interface Ground {
  ground: number
  rule: string
  answer: Answer
  right_ids: string[]
  reasons: { code: string; right_id: string | null; facts: Record<string, unknown> }[]
  settled_by: string[]
  source: Record<string, unknown> | null
}

/** What the firm stated of itself, frozen on submission. */
export interface FrozenFirm {
  name: string
  uscc: string | null
  division: string | null
  street: string | null
  established_on: string
  headcount: number
  revenue_fen: number
  sector: string
  tags: string[]
  first_time_borrower: boolean
  has_basic_account: boolean
  credit_report_consent: boolean
  /** Absent in applications made before it was asked; null: not stated. */
  prior_revenue_fen?: number | null
  tax_grade?: string | null
  credit_grade?: string | null
  tax_grade_year?: number | null
  tax_grade_document_id?: string | null
  credit_grade_year?: number | null
  credit_grade_document_id?: string | null
}

/** The valuation the application rests on, frozen. */
export interface FrozenValuation {
  id: string
  number: string
  method: string
  appraised: boolean
  base_date: string
  valuer: string
  low_fen: number
  central_fen: number
  high_fen: number
  per_right: { right_id: string; low_fen: number; central_fen: number; high_fen: number }[] | null
  report_file_id: string | null
}

export const firmOf = (dossier: Dossier) => dossier.firm as unknown as FrozenFirm
export const valuationOf = (dossier: Dossier) =>
  dossier.valuation.frozen as unknown as FrozenValuation | null
export const groundsOf = (dossier: Dossier) => dossier.preflight as unknown as Ground[]

/** States in which the bank still owes an answer or an act. */
export const OPEN_STATES = ['submitted', 'in_review', 'waiting', 'opined', 'offered'] as const

// Steps ------------------------------------------------------------------------------------------

export const STEPS = [
  'submitted', 'taken', 'review', 'opinion', 'check', 'offer', 'contract', 'pledge', 'drawdown', 'after',
] as const

const PLACE: Record<string, number> = {
  draft: 0, submitted: 1, in_review: 2, waiting: 2, opined: 4, offered: 6, refused: 5, accepted: 7,
  drawable: 8, drawn: 9, closed: 9,
}

/** The step an application stands at, and on which days the steps behind it were taken. */
export function progress(application: Application, history: readonly Happened[]) {
  const on: Partial<Record<(typeof STEPS)[number], string>> = {}
  const mark: Record<string, (typeof STEPS)[number]> = {
    'lending.application_submitted': 'submitted',
    'lending.application_taken_in': 'taken',
    'lending.opinion_given': 'opinion',
    'lending.application_approved': 'offer',
    'lending.application_refused': 'check',
    'lending.offer_accepted': 'contract',
    'lending.drawdown_opened': 'pledge',
    'lending.loan_drawn': 'drawdown',
  }
  for (const event of history) {
    const step = mark[event.name]
    if (step !== undefined) on[step] = event.occurred_at
  }
  if (on.offer !== undefined) on.check = on.offer
  const place = PLACE[application.state] ?? lastReached(on)
  return { place, on, ended: PLACE[application.state] === undefined || application.state === 'refused' }
}

function lastReached(on: Partial<Record<(typeof STEPS)[number], string>>) {
  return STEPS.reduce((last, step, place) => (on[step] === undefined ? last : place), 0)
}

// The checklist ----------------------------------------------------------------------------------

export type CheckState = Answer | 'later'
export interface Checkpoint {
  key: string
  group: 'fit' | 'valuation' | 'pledge' | 'documents'
  state: CheckState
  verdict?: Verdict
  ground?: Ground
  /** What the maker can do about it here. */
  remedy?: 'evidence' | 'valuation-check'
}

/** Settled by the contract, which does not exist before the offer is accepted. */
const OF_THE_CONTRACT = 7

/** Everything that a decision rests on, as one list with an answer each. */
export function checkpoints(dossier: Dossier): Checkpoint[] {
  const may = new Set(dossier.application.allowed_actions)
  const evidence = may.has('evidence') ? ('evidence' as const) : undefined
  const check = may.has('valuation-check') ? ('valuation-check' as const) : undefined
  const valuation = dossier.valuation
  return [
    ...dossier.fit.verdicts.map((verdict): Checkpoint => ({
      key: `fit.${verdict.criterion}`, group: 'fit', state: verdict.answer as Answer, verdict,
    })),
    {
      key: 'valuation_stated', group: 'valuation',
      state: valuation.frozen === null ? 'unknown' : 'pass',
    },
    {
      key: 'valuation_checked', group: 'valuation',
      state: supportOf(dossier),
      remedy: supportOf(dossier) === 'unknown' && valuation.frozen !== null ? check : undefined,
    },
    ...groundsOf(dossier).map((ground): Checkpoint => ({
      key: `ground.${ground.ground}`, group: 'pledge', ground,
      state: ground.ground === OF_THE_CONTRACT && ground.answer === 'unknown' ? 'later' : ground.answer,
      remedy: ground.answer === 'pass' || [6, 7].includes(ground.ground) ? undefined : evidence,
    })),
    ...(dossier.document_requests.length === 0
      ? []
      : [{
          key: 'documents_answered', group: 'documents' as const,
          state: dossier.application.open_request === null ? ('pass' as const) : ('unknown' as const),
        }]),
  ]
}

/** Whether its issuer speaks against it. */
export const isDisowned = (file: { trust: { state: string } }) => ['altered', 'denied'].includes(file.trust.state)

/** Whether anything may rest on the valuation: what an issuer speaks against supports nothing. */
function supportOf(dossier: Dossier): 'pass' | 'fail' | 'unknown' {
  const { documents } = dossier.application
  if (documents.some((file) => isDisowned(file) && file.set_aside === null)) return 'fail'
  const report = documents.find((file) => file.id === dossier.valuation.frozen?.report_file_id)
  return dossier.valuation.check !== null || report?.trust.state === 'confirmed' ? 'pass' : 'unknown'
}

export function tally(points: readonly { state: CheckState }[]) {
  const count = (state: CheckState) => points.filter((point) => point.state === state).length
  return { n: points.length, pass: count('pass'), fail: count('fail'), unknown: count('unknown') }
}

// Flags ------------------------------------------------------------------------------------------

export type Level = 'block' | 'warn' | 'info'
export interface RowFlag {
  code: 'overdue' | 'valuation_unchecked' | 'documents_asked' | 'returned_before' | 'retraction' | 'sent_back'
  level: Level
}

const UNDER_REVIEW = new Set(['submitted', 'in_review', 'waiting', 'opined'])

/** What stands out about an application in a list, gravest first. */
export function rowFlags(application: Application): RowFlag[] {
  const flags: RowFlag[] = []
  const last = application.opinions?.at(-1)
  if (application.clock?.overdue) flags.push({ code: 'overdue', level: 'block' })
  if (application.offer?.retraction_proposed && application.state === 'offered')
    flags.push({ code: 'retraction', level: 'warn' })
  if (application.open_request) flags.push({ code: 'documents_asked', level: 'warn' })
  if (last?.decision === 'sent_back' && application.state === 'in_review')
    flags.push({ code: 'sent_back', level: 'warn' })
  if (application.valuation_checked === false && ['in_review', 'opined'].includes(application.state))
    flags.push({ code: 'valuation_unchecked', level: 'warn' })
  if (application.return_reason && UNDER_REVIEW.has(application.state))
    flags.push({ code: 'returned_before', level: 'info' })
  return flags
}

export interface Risk {
  key: string
  level: Level
  code: 'ground' | 'criterion' | 'above' | 'unchecked' | 'fee_soon' | 'fee_late' | 'pledged' | 'first'
  facts: Record<string, string | number>
}

const WAIVABLE = new Set([10, 11])
const FEE_SOON_DAYS = 90

/** The risks of a case, each resting on one fact of the dossier. */
export function risks(dossier: Dossier, today: string): Risk[] {
  const found: Risk[] = []
  const add = (key: string, level: Level, code: Risk['code'], facts: Risk['facts'] = {}) =>
    found.push({ key, level, code, facts })
  for (const ground of groundsOf(dossier))
    if (ground.answer === 'fail')
      add(`ground.${ground.ground}`, WAIVABLE.has(ground.ground) ? 'warn' : 'block', 'ground', { n: ground.ground })
  if (dossier.application.amount_fen > dossier.fit.carries_fen)
    add('above', 'warn', 'above', { asked: dossier.application.amount_fen, limit: dossier.fit.carries_fen })
  for (const verdict of dossier.fit.verdicts)
    if (verdict.answer === 'fail' && verdict.criterion !== 'cover')
      add(`criterion.${verdict.criterion}`, 'warn', 'criterion', { criterion: verdict.criterion })
  if (dossier.valuation.frozen !== null && dossier.valuation.check === null) add('unchecked', 'warn', 'unchecked')
  for (const right of dossier.rights) {
    if (right.pledged) add(`pledged.${right.id}`, 'block', 'pledged', { label: right.label })
    if (right.fee_due?.late)
      add(`fee.${right.id}`, 'warn', 'fee_late', { label: right.label, n: right.fee_due.year, date: right.fee_due.pay_by })
    else if (right.fee_due && daysBetween(today, right.fee_due.due_on) <= FEE_SOON_DAYS)
      add(`fee.${right.id}`, 'info', 'fee_soon', { label: right.label, date: right.fee_due.due_on })
  }
  if (firmOf(dossier).first_time_borrower) add('first', 'info', 'first')
  const weight: Record<Level, number> = { block: 0, warn: 1, info: 2 }
  return found.sort((a, b) => weight[a.level] - weight[b.level])
}

export function daysBetween(from: string, to: string) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

export function monthsBetween(from: string, to: string) {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number)
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0)
}

// Four eyes --------------------------------------------------------------------------------------

export function newest(opinions: Application['opinions']): Opinion | undefined {
  return opinions?.at(-1)
}

export function checkers(members: readonly Member[], otherThan: string) {
  return members.filter((m) => m.active && m.roles.includes('checker') && m.id !== otherThan)
}

/** Who may check what this person made, by roles, limits and substitution. */
export function deciders(dossier: Dossier, makerId: string | undefined) {
  return dossier.deciding.people.filter((each) => each.obstacle === null && each.id !== makerId)
}

export function makers(members: readonly Member[]) {
  return members.filter((m) => m.active && m.roles.includes('maker'))
}

/** What has happened to the case since an opinion was given. */
export function changedSince(history: readonly Happened[], opinion: Opinion) {
  const given = history.findLast(
    (e) => e.name === 'lending.opinion_given' && e.payload['n'] === opinion.version,
  )
  if (given === undefined) return history.filter((e) => e.occurred_at > opinion.made_at)
  return history.filter((e) => e.seq > given.seq)
}

/** Loan to value in basis points, rounded up; whole numbers only. */
export function ltvBp(amountFen: number, valueFen: number | null) {
  if (!valueFen) return null
  return Number((BigInt(amountFen) * 10_000n + BigInt(valueFen) - 1n) / BigInt(valueFen))
}
