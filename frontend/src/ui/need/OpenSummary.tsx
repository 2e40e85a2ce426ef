import { useEffect, useRef } from 'react'
import './need.css'

interface Props {
  title: string
  /** Anchor of the field and what it is called. */
  items: { id: string; label: string }[]
}

/** What is open in a form, as links; takes the focus when it appears. */
export default function OpenSummary({ title, items }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    frame.current?.focus()
  }, [])
  return (
    <div ref={frame} role="alert" tabIndex={-1} className="need-summary">
      <strong>{title}</strong>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <a
              href={`#${item.id}`}
              onClick={(event) => {
                event.preventDefault()
                const field = document.getElementById(item.id)
                field?.scrollIntoView({ block: 'center' })
                field?.focus()
              }}
            >
              {item.label}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
