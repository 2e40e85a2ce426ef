/** A day of the business calendar: an ISO string in and out, never a moment. */
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { KeyboardEvent } from 'react'

interface Props {
  id?: string
  value?: string
  onChange?: (day: string | undefined) => void
  /** The last day that may be chosen, inclusive. */
  upTo?: string | undefined
  from?: string | undefined
  label?: string
  invalid?: boolean
  /** The element that says what is wrong with it. */
  describedBy?: string | undefined
}

/** Enter takes the typed day or opens the calendar; it does not send the form around it. */
const stay = (event: KeyboardEvent) => {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
}

export function DayField({ id, value, onChange, upTo, from, label, invalid, describedBy }: Props) {
  return (
    <span role="presentation" style={{ display: 'contents' }} onKeyDown={stay}>
      <DatePicker id={id} style={{ width: '100%' }} aria-label={label} aria-describedby={describedBy} aria-invalid={invalid || undefined} status={invalid ? 'error' : undefined} format="YYYY-MM-DD"
        value={value ? dayjs(value) : null}
        disabledDate={(day) => {
          const iso = day.format('YYYY-MM-DD')
          return (upTo !== undefined && iso > upTo) || (from !== undefined && iso < from)
        }}
        onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : undefined)} />
    </span>
  )
}
