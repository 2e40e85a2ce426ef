/** What stands under a dialog stays: a row that leaves its list takes no dialog away that was opened from it, nor what was typed. */
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

/** The rows there are, and where they stood those that left since the dialog opened. */
function together<T>(before: readonly T[], now: readonly T[], keyOf: (row: T) => string): T[] {
  const there = new Set(now.map(keyOf))
  const all = [...now]
  before.forEach((row, at) => {
    if (!there.has(keyOf(row))) all.splice(at, 0, row)
  })
  return all
}

const isSame = <T>(one: readonly T[], other: readonly T[]) => one.length === other.length && one.every((row, at) => row === other[at])

/** `rows` as they are, and under a dialog those that were there too; `asCards` as it was then. */
export function useHeld<T>(rows: readonly T[], asCards: boolean, keyOf: (row: T) => string): { rows: readonly T[]; asCards: boolean } {
  const [shown, setShown] = useState({ rows, asCards })
  const holds = shown.asCards !== asCards || shown.rows.length !== rows.length
  const under = useSyncExternalStore(holds ? watch : ignore, isUnderDialog)
  const next = under ? { rows: together(shown.rows, rows, keyOf), asCards: shown.asCards } : { rows, asCards }
  if (next.asCards === shown.asCards && isSame(next.rows, shown.rows)) return shown
  setShown(next)
  return next
}
