/** Dates and moments in Shanghai, whatever the reader's machine says. */
const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', hourCycle: 'h23', ...options })
const DAY = format({ year: 'numeric', month: '2-digit', day: '2-digit' })
const MINUTE = format({ hour: '2-digit', minute: '2-digit' })
const SECOND = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** A date, or a moment's day in Shanghai: `2026-01-31`. */
export const formatDate = (value: string | null | undefined): string => {
  if (!value) return '—'
  return value.length === 10 ? value : DAY.format(new Date(value))
}

/** To the minute: `2026-01-31 14:03`. */
export const formatDateTime = (value: string | null | undefined): string =>
  value ? `${DAY.format(new Date(value))} ${MINUTE.format(new Date(value))}` : '—'

/** To the second, for the audit trail. */
export const formatSecond = (value: string | null | undefined): string =>
  value ? `${DAY.format(new Date(value))} ${SECOND.format(new Date(value))}` : '—'

/** A reader's clock that is off by less is right: an answer takes its time too. */
const TOLERATED_MS = 60_000
let behind = 0

/** What the server's answer says of the time: its clock counts, not that of the reader's machine. */
export function heard(date: string | null) {
  const moment = Date.parse(date ?? '')
  if (Number.isNaN(moment)) return
  const off = moment - Date.now()
  behind = Math.abs(off) < TOLERATED_MS ? 0 : off
}

/** This moment, by the server's clock. */
export const now = (): Date => new Date(Date.now() + behind)

/** Today in Shanghai. */
export const today = (): string => DAY.format(now())

/** So many days later; earlier where negative. */
export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The same day so many months later, that month's last day at the latest. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** Calendar days from today to the date; negative when it is over. */
export const daysUntil = (date: string): number =>
  Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${today()}T00:00:00Z`)) / 86_400_000)
