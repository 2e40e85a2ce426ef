/** `[` and `]` turn to the previous and the next record; off inside fields and while composing. */
import { useEffect } from 'react'
import { hotkeysAreOff } from '../../../lib/useHotkeys'

export function useNeighbourKeys(previous: () => void, next: () => void, enabled: boolean) {
  useEffect(() => {
    if (!enabled) return undefined
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      if (hotkeysAreOff()) return
      const { target } = event
      if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return
      if (event.key === '[') previous()
      if (event.key === ']') next()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [previous, next, enabled])
}
