/** One piece of text with what was found in it marked; the mark that one is at comes into view. */
import { Fragment, memo, useEffect, useRef } from 'react'
import type { Hit } from './find'

interface Props {
  text: string
  /** Which piece of its page this is. */
  item: number
  hits: readonly Hit[]
  now: Hit | undefined
}

export default memo(function FoundText({ text, item, hits, now }: Props) {
  const parts = hits.flatMap((hit) => hit.spans.filter((span) => span.item === item).map((span) => ({ ...span, hit })))
  if (parts.length === 0) return text
  return (
    <>
      {parts.map((part, n) => (
        <Fragment key={part.from}>
          {text.slice(parts[n - 1]?.to ?? 0, part.from)}
          <Found now={part.hit === now}>{text.slice(part.from, part.to)}</Found>
        </Fragment>
      ))}
      {text.slice(parts.at(-1)?.to ?? 0)}
    </>
  )
})

function Found({ now, children }: { now: boolean; children: string }) {
  const mark = useRef<HTMLElement>(null)
  useEffect(() => { if (now) mark.current?.scrollIntoView({ block: 'center', inline: 'nearest' }) }, [now])
  return <mark ref={mark} className="zv-found-text" data-now={now}>{children}</mark>
}
