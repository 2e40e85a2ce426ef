/** j/k move the row, x selects, space peeks, Enter opens; off inside fields and while composing. */
import { useEffect } from 'react'
import { hotkeysAreOff } from './useHotkeys'

interface Keys {
  count: number
  at: number
  move: (to: number) => void
  select: () => void
  peek: () => void
  open: () => void
  /** Set only while something is open that Escape closes. */
  close: (() => void) | undefined
}

function isTyping(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, [role="combobox"], [role="dialog"], [role="listbox"]') !== null
}

/** Enter and space on a button, tab or checkbox belong to it, Enter on a link too. */
function isOperable(target: EventTarget | null, key: string) {
  const own = `${key === 'Enter' ? 'a, ' : ''}button, [role="button"], [role="tab"], [role="checkbox"], [role="menuitem"]`
  return target instanceof HTMLElement && target.closest(own) !== null
}

export function useRowKeys({ count, at, move, select, peek, open, close }: Keys) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      if (hotkeysAreOff()) return
      if (isTyping(event.target) && !(event.target instanceof HTMLInputElement && event.target.type === 'checkbox')) return
      const acts: Record<string, (() => void) | undefined> = {
        j: () => move(Math.min(count - 1, at + 1)),
        k: () => move(Math.max(0, at - 1)),
        x: select,
        Escape: close,
      }
      if (!isOperable(event.target, event.key)) Object.assign(acts, { ' ': peek, Enter: open })
      const act = acts[event.key]
      if (act === undefined || (count === 0 && event.key !== 'Escape')) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [count, at, move, select, peek, open, close])
}
