/** What will be here, why it is empty, and one way on. */
import type { ReactNode } from 'react'

export default function EmptyState({ title, text, action }: { title: ReactNode; text?: ReactNode; action?: ReactNode }) {
  return (
    <div className="zr-empty">
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {action && <div className="zr-empty-action">{action}</div>}
    </div>
  )
}
