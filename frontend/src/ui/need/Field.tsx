import type { ReactNode } from 'react'
import './need.css'

interface Props {
  id: string
  label: string
  error?: string | undefined
  wide?: boolean
  children: ReactNode
}

/** A labelled field with its error under it. */
export default function Field({ id, label, error, wide = false, children }: Props) {
  return (
    <div className={wide ? 'need-field need-wide' : 'need-field'}>
      <label htmlFor={id} className="need-label">
        {label}
      </label>
      {children}
      <div id={`${id}-error`} className="need-error">
        {error}
      </div>
    </div>
  )
}
