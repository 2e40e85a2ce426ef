/** The page on which each kind of task is done, and the days that the list can be narrowed to. */
import type { components } from '../../api/schema'

export type Task = components['schemas']['TaskOut']
export type Kind = Task['kind']

const PLACES: Record<Kind, (id: string) => string> = {
  fee: () => '/e/ip/fees',
  documents_asked: (id) => `/e/loans/${id}`,
  offer: (id) => `/e/loans/${id}`,
  questions: (id) => `/e/insurance/${id}/compare`,
  licence_terms: (id) => `/e/licensing/inquiries/${id}`,
  recordal: (id) => `/e/licensing/licences/${id}`,
  paper: () => '/e/papers',
  charge: (id) => `/pay/${id}`,
  case: (id) => `/b/queue/${id}`,
  opinion: (id) => `/b/review/${id}`,
  submission: (id) => `/i/submissions/${id}`,
  report: (id) => `/a/requests/${id}`,
  confirmation: () => '/c',
  verification: () => '/d/verifications',
  kyb: () => '/o/kyb',
  money: () => '/o/money/tasks',
}

/** A bank's papers lie with the bank. */
export const placeOf = (task: Task, isBank: boolean): string => (task.kind === 'paper' && isBank ? '/b/papers' : PLACES[task.kind](task.subject_id))

export const SPANS = ['all', 'late', 'today', 'week', 'month'] as const
export type Span = (typeof SPANS)[number]

const DAYS: Record<Exclude<Span, 'all'>, number> = { late: -1, today: 0, week: 7, month: 30 }

/** The last day of the span, from today; null: every day, and what has none. */
export function dueBy(span: Span, today: string): string | null {
  if (span === 'all') return null
  const day = new Date(`${today}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + DAYS[span])
  return day.toISOString().slice(0, 10)
}

export const spanOf = (given: string | undefined): Span => SPANS.find((each) => each === given) ?? 'all'
