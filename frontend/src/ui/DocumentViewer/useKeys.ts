/** Keys of the viewer: Ctrl F anywhere in it, single keys while its pages have the focus. */
import { type RefObject, useEffect, useRef } from 'react'

type Keys = { find: () => void } & Record<string, () => void>

export function useKeys(whole: RefObject<HTMLElement | null>, pages: RefObject<HTMLElement | null>, keys: Keys) {
  const now = useRef(keys)
  useEffect(() => { now.current = keys })
  useEffect(() => {
    const element = whole.current
    const pressed = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey
      const act = command
        ? event.key.toLowerCase() === 'f' ? now.current.find : undefined
        : event.target === pages.current && !event.altKey ? now.current[event.key] : undefined
      if (!act) return
      event.preventDefault()
      act()
    }
    element?.addEventListener('keydown', pressed)
    return () => element?.removeEventListener('keydown', pressed)
  }, [whole, pages])
}
