/** `j` and `k` move through the rows of the page's list, whatever list it is; Enter then opens, as on any link. */
import { useMemo } from 'react'
import { useHotkeys } from './useHotkeys'

const ROWS = '#content tbody > tr, #content .zr-cards > li, #content .zr-inbox > li, #content [data-rows] > li'
const OPENS = 'a[href], button:not([disabled]), [tabindex="0"]'

/** What a row is opened with: its first link, or else its first button. */
const openerOf = (row: Element) => row.querySelector<HTMLElement>('a[href]') ?? row.querySelector<HTMLElement>(OPENS)

function step(by: 1 | -1) {
  // A page with a pointer of its own, or a dialogue over it, keeps its keys.
  if (document.querySelector('#content [data-own-keys], [role="dialog"][aria-modal="true"]')) return
  const rows = [...document.querySelectorAll(ROWS)].filter((row) => openerOf(row) !== null)
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + by))
  const row = rows[next]
  if (!row) return
  openerOf(row)?.focus()
  row.scrollIntoView({ block: 'nearest' })
}

export const useListKeys = () => useHotkeys(useMemo(() => ({ j: () => step(1), k: () => step(-1) }), []))
