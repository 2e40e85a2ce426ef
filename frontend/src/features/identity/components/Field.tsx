/** A labelled field with its help and, when it is refused, the reason under it. */
import { type ReactElement, cloneElement, useId } from 'react'

interface Props {
  label: string
  help?: string
  error?: string | null | undefined
  children: ReactElement<Record<string, unknown>>
}

export default function Field({ label, help, error, children }: Props) {
  const id = useId()
  const told = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="zr-field">
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, {
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': told || undefined,
        status: error ? 'error' : undefined,
      })}
      {help && <span className="zr-sub" id={`${id}-help`}>{help}</span>}
      {error && <div className="field-error" id={`${id}-error`}>{error}</div>}
    </div>
  )
}
