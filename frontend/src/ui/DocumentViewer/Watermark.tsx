/** Who reads another organisation's document, and since when; over every page, printed with it. */
import { createContext, useContext, useEffect, useRef, useState } from 'react'

/** The words of the watermark; null over one's own documents. */
export const WatermarkContext = createContext<string | null>(null)

/** Pixels from one to the next: on every screenful of a long text or a wide table stands at least one. */
const ACROSS = 420
const DOWN = 150
const MOST = 1200

export default function Watermark() {
  const words = useContext(WatermarkContext)
  return words === null ? null : <Repeated words={words} />
}

function Repeated({ words }: { words: string }) {
  const box = useRef<HTMLDivElement>(null)
  const [{ columns, rows }, setTimes] = useState({ columns: 2, rows: 6 })
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const watch = new ResizeObserver(() => {
      const across = Math.max(2, Math.round(element.clientWidth / ACROSS))
      const down = Math.max(2, Math.ceil(element.clientHeight / DOWN))
      setTimes({ columns: across, rows: Math.min(down, Math.floor(MOST / across)) })
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return (
    <div ref={box} className="zv-watermark" aria-hidden data-testid="watermark" style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
      <b className="zr-hidden">{words}</b>
      {Array.from({ length: columns * rows }, (_, n) => <span key={n} data-words={words} />)}
    </div>
  )
}
