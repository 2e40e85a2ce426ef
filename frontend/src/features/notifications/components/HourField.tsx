/** An hour of the day in Shanghai, to the minute. */
import { TimePicker } from 'antd'
import dayjs from 'dayjs'
import { useId } from 'react'

interface Props {
  label: string
  help?: string
  value: string
  onChange: (hour: string) => void
}

export default function HourField({ label, help, value, onChange }: Props) {
  const id = useId()
  return (
    <div className="zr-field">
      <label htmlFor={id}>{label}</label>
      <TimePicker id={id} style={{ width: 160 }} format="HH:mm" allowClear={false} needConfirm={false} value={dayjs(`2000-01-01T${value}`)} aria-describedby={help ? `${id}-help` : undefined}
        onChange={(at) => at && onChange(at.format('HH:mm'))} />
      {help && <span className="zr-sub" id={`${id}-help`}>{help}</span>}
    </div>
  )
}
