import { useEffect, useState } from 'react'

/** What is done often takes its own button away: the focus then goes to the page, not to nowhere. */
export function keepFocus() {
  setTimeout(() => {
    if (document.activeElement === document.body) document.getElementById('content')?.focus({ preventScroll: true })
  })
}

/** A dialog that is taken away whole gives the focus back to what opened it; where that is gone, to the page. */
export function useFocusBack() {
  const [opener] = useState(() => document.activeElement)
  useEffect(() => () => {
    setTimeout(() => {
      if (document.activeElement !== document.body) return
      if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus({ preventScroll: true })
      else keepFocus()
    })
  }, [opener])
}
