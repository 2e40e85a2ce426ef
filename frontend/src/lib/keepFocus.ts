import { useEffect, useLayoutEffect, useState } from 'react'
import { isUnderDialog } from './underDialog'

/** What is done often takes its own button away: the focus then goes to the page, not to nowhere. */
export function keepFocus() {
  setTimeout(() => {
    if (document.activeElement === document.body) document.getElementById('content')?.focus({ preventScroll: true })
  })
}

/** The same wherever what had the focus is taken out of the page; a dialog that stays open keeps its own. */
export function useFocusKept() {
  useEffect(() => {
    let last: Element | null = null
    const came = (event: FocusEvent) => { last = event.target as Element }
    const gone = new MutationObserver(() => {
      if (last === null || last.isConnected) return
      last = null
      if (!isUnderDialog()) keepFocus()
    })
    document.addEventListener('focusin', came)
    gone.observe(document.body, { childList: true, subtree: true })
    return () => {
      document.removeEventListener('focusin', came)
      gone.disconnect()
    }
  }, [])
}

/** A dialog that is taken away whole gives the focus back to what opened it; where that is gone, to the page. */
export function useFocusBack() {
  const [opener] = useState(() => document.activeElement)
  // As the dialog goes and no later: the page would take the focus first.
  useLayoutEffect(() => () => {
    setTimeout(() => {
      if (document.activeElement !== document.body) return
      if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus({ preventScroll: true })
      else keepFocus()
    })
  }, [opener])
}
