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

/** Today in Shanghai. */
export const today = (): string => DAY.format(new Date())

/** Calendar days from today to the date; negative when it is over. */
export const daysUntil = (date: string): number =>
  Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${today()}T00:00:00Z`)) / 86_400_000)
