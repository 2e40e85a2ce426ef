/** The page on which each kind of task is done, and the days that the list can be narrowed to. */
import type { components } from '../../api/schema'
import { daysLater } from '../../lib/dates'

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
  message: (id) => `/e/loans/${id}#messages`,
  defect: (id) => `/e/pledges/${id}`,
  pledge_terms: (id) => `/e/pledges/${id}`,
  declaration: (id) => `/e/pledges/${id}`,
  drawdown: (id) => `/b/queue/${id}`,
  quotes: (id) => `/e/appraisals/${id}`,
  extract: () => '/e/ip/extracts',
  extract_near: () => '/e/ip/extracts?show=lapsing',
  product: (id) => `/b/products/${id}`,
  limit: () => '/b/desk?tab=limits',
  phrases: () => '/b/desk?tab=phrases',
  watch_rules: () => '/o/lender-rules',
  report_rules: () => '/o/lender-rules',
  calendar: () => '/o/calendar',
  notice: () => '/o/notices',
  fee_version: () => '/o/money/fees',
  layout: () => '/o/money/layouts',
  tiers: () => '/d/library/tiers',
  reference: () => '/o/reference',
  second_factor: () => '/account',
}

/** Where it is done at a bank, of what others have too. */
const AT_A_BANK: Partial<typeof PLACES> = {
  paper: () => '/b/papers',
  message: (id) => `/b/queue/${id}?tab=messages`,
  defect: (id) => `/b/pledges/${id}`,
  pledge_terms: (id) => `/b/pledges/${id}`,
  declaration: (id) => `/b/pledges/${id}`,
  quotes: (id) => `/b/appraisals/${id}`,
  watch_rules: () => '/b/rules',
  report_rules: () => '/b/rules',
  calendar: () => '/b/calendar',
}

export const placeOf = (task: Task, isBank: boolean): string => ((isBank && AT_A_BANK[task.kind]) || PLACES[task.kind])(task.subject_id)

export const SPANS = ['all', 'late', 'today', 'week', 'month'] as const
export type Span = (typeof SPANS)[number]

const DAYS: Record<Exclude<Span, 'all'>, number> = { late: -1, today: 0, week: 7, month: 30 }

/** The last day of the span, from today; null: every day, and what has none. */
export function dueBy(span: Span, today: string): string | null {
  return span === 'all' ? null : daysLater(today, DAYS[span])
}

export const spanOf = (given: string | undefined): Span => SPANS.find((each) => each === given) ?? 'all'
