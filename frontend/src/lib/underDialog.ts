/** What stands under a dialog stays as it is: what is drawn anew takes the dialog away that was opened from it, and what was typed there. */
import { useState, useSyncExternalStore } from 'react'

const DIALOG = '[role="dialog"][aria-modal="true"]:not([style*="display: none"])'

/** Whether a dialog stands over the page. */
export const isUnderDialog = () => document.querySelector(DIALOG) !== null

function watch(changed: () => void) {
  const observer = new MutationObserver(changed)
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['style'] })
  return () => observer.disconnect()
}

const ignore = () => () => undefined

/** `now`, and under a dialog what `held` makes of it and of what was shown before. */
export function useHeld<T>(now: T, isSame: (one: T, other: T) => boolean, held: (shown: T, now: T) => T): T {
  const [shown, setShown] = useState(now)
  const under = useSyncExternalStore(isSame(shown, now) ? ignore : watch, isUnderDialog)
  const next = under ? held(shown, now) : now
  if (isSame(next, shown)) return shown
  setShown(next)
  return next
}
