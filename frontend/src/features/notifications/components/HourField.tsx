/** An hour of the day in Shanghai, to the minute. */
import { Input } from 'antd'
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
      <Input id={id} type="time" style={{ maxWidth: 160 }} required value={value} aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.target.value)} />
      {help && <span className="zr-sub" id={`${id}-help`}>{help}</span>}
    </div>
  )
}
