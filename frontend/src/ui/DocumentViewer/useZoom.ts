/** How large pages are shown: as wide as the window, or by a factor. */
import { type RefObject, useEffect, useState } from 'react'

const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4]
const MARGIN = 32

export interface Zoom {
  scale: number
  fits: boolean
  larger: () => void
  smaller: () => void
  fit: () => void
}

/** `width`: of a page at scale 1, in CSS pixels. */
export function useZoom(scroll: RefObject<HTMLElement | null>, width: number | undefined): Zoom {
  const [factor, setFactor] = useState<number | 'width'>('width')
  const [room, setRoom] = useState(0)
  useEffect(() => {
    const element = scroll.current
    if (!element) return undefined
    const watch = new ResizeObserver(() => setRoom(element.clientWidth))
    watch.observe(element)
    return () => watch.disconnect()
  }, [scroll])
  const fitting = width ? Math.max(0.1, (room - MARGIN) / width) : 1
  const scale = factor === 'width' ? fitting : factor
  const larger = () => setFactor(STEPS.find((step) => step > scale + 0.01) ?? scale)
  const smaller = () => setFactor(STEPS.findLast((step) => step < scale - 0.01) ?? scale)
  return { scale, fits: factor === 'width', larger, smaller, fit: () => setFactor('width') }
}
