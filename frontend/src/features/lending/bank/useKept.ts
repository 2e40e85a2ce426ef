/** What is being typed, kept in this browser until it is sent: it survives a reload and the session's end. */
import { useState } from 'react'
import { draftName } from '../../../lib/drafts'
import { useMe } from '../../../lib/permissions'

export function useKept<T extends object>(key: string, start: T) {
  const name = draftName(useMe().member.id, key)
  const [value, show] = useState<T>(() => {
    try {
      const kept = localStorage.getItem(name)
      return kept === null ? start : { ...start, ...(JSON.parse(kept) as Partial<T>) }
    } catch {
      return start
    }
  })
  const set = (next: T) => {
    show(next)
    try {
      localStorage.setItem(name, JSON.stringify(next))
    } catch {
      // The browser keeps nothing more; the page still does.
    }
  }
  const forget = () => localStorage.removeItem(name)
  return { value, set, forget }
}
