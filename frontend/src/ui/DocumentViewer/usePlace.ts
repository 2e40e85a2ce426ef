/** The page one is at: told by scrolling, gone to from outside. */
import { type RefObject, useEffect, useRef, useState } from 'react'

interface Asked {
  /** The page that is asked for from outside. */
  page: number
  onPage: (page: number) => void
  /** Whether the pages stand there in their size. */
  ready: boolean
}

/** Scroll to a page; false where there is none of that number. */
function bringUp(element: HTMLElement | null, n: number): boolean {
  const page = element?.querySelector<HTMLElement>(`[data-page="${n}"]`)
  if (!element || !page) return false
  element.scrollTo({ top: page.offsetTop - 8 })
  return true
}

export function usePlace(scroll: RefObject<HTMLElement | null>, { page, onPage, ready }: Asked) {
  const [at, setAt] = useState(page)
  const here = useRef(0)
  const tell = useRef(onPage)
  useEffect(() => { tell.current = onPage })

  const go = (n: number) => {
    if (!bringUp(scroll.current, n)) return
    here.current = n
    setAt(n)
    tell.current(n)
  }

  useEffect(() => {
    if (!ready || page === here.current || !bringUp(scroll.current, page)) return
    here.current = page
    setAt(page)
  }, [scroll, page, ready])

  useEffect(() => {
    const element = scroll.current
    if (!element || !ready) return undefined
    let frame = 0
    const look = () => {
      frame = 0
      const pages = [...element.querySelectorAll<HTMLElement>('[data-page]')]
      const line = element.scrollTop + element.clientHeight / 3
      const atEnd = element.scrollTop > 0 && element.scrollTop + element.clientHeight >= element.scrollHeight - 2
      const seen = atEnd ? pages.at(-1) : (pages.find((each) => each.offsetTop + each.offsetHeight > line) ?? pages.at(-1))
      const n = Number(seen?.dataset['page'] ?? 1)
      const asked = element.querySelector<HTMLElement>(`[data-page="${here.current}"]`)
      // A page that was gone to stays the page one is at as long as it is in sight.
      if (asked && asked.offsetTop < element.scrollTop + element.clientHeight && asked.offsetTop >= element.scrollTop - 16) return
      if (n === here.current) return
      here.current = n
      setAt(n)
      tell.current(n)
    }
    const scrolled = () => { frame ||= requestAnimationFrame(look) }
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      element.removeEventListener('scroll', scrolled)
      cancelAnimationFrame(frame)
    }
  }, [scroll, ready])

  return { at, go }
}
