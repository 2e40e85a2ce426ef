/** How tall an element is, for the styles of its page: a bar that wraps leaves less room beside it. */
import { useEffect, useRef } from 'react'

export function useHeight<T extends HTMLElement = HTMLDivElement>(property: `--${string}`) {
  const element = useRef<T>(null)
  useEffect(() => {
    const { current } = element
    if (!current || typeof ResizeObserver === 'undefined') return
    const page = document.documentElement.style
    const observer = new ResizeObserver(() => page.setProperty(property, `${current.offsetHeight}px`))
    observer.observe(current)
    return () => {
      observer.disconnect()
      page.removeProperty(property)
    }
  }, [property])
  return element
}
