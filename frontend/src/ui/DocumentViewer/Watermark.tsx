/** Who reads another organisation's document, and since when; over every page, printed with it. */
import { createContext, useContext } from 'react'

/** The words of the watermark; null over one's own documents. */
export const WatermarkContext = createContext<string | null>(null)

const TIMES = 12

export default function Watermark() {
  const words = useContext(WatermarkContext)
  if (words === null) return null
  return (
    <div className="zv-watermark" aria-hidden data-testid="watermark">
      {Array.from({ length: TIMES }, (_, n) => <span key={n}>{words}</span>)}
    </div>
  )
}
