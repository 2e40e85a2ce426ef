/** A card: white, one line around it, a header with title, subtitle and what belongs beside it. */
import { type ReactNode, useId } from 'react'

interface Props {
  title?: ReactNode
  sub?: ReactNode
  extra?: ReactNode
  /** Instead of title, sub and extra. */
  header?: ReactNode
  /** Without inner padding, for tables. */
  flush?: boolean
  children?: ReactNode
}

export default function Panel({ title, sub, extra, header, flush = false, children }: Props) {
  const id = useId()
  return (
    <section className="zr-panel" aria-labelledby={title ? id : undefined}>
      {header && <div className="zr-panel-head">{header}</div>}
      {!header && (title || extra) && (
        <div className="zr-panel-head">
          <div className="zr-panel-title">
            {title && <h2 id={id}>{title}</h2>}
            {sub && <span className="zr-sub">{sub}</span>}
          </div>
          {extra && <div className="zr-panel-extra">{extra}</div>}
        </div>
      )}
      <div className={flush ? 'zr-panel-flush' : 'zr-panel-body'}>{children}</div>
    </section>
  )
}
