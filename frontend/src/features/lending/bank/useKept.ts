/** What is being typed, kept in this browser until it is sent: it survives a reload. */
import { useEffect, useRef, useState } from 'react'
import { draftName } from '../../../lib/drafts'
import { useMe } from '../../../lib/permissions'

const SETTLE_MS = 500

export function useKept<T extends object>(key: string, start: T) {
  const name = draftName(useMe().member.id, key)
  const [value, set] = useState<T>(() => {
    try {
      const kept = sessionStorage.getItem(name)
      return kept === null ? start : { ...start, ...(JSON.parse(kept) as Partial<T>) }
    } catch {
      return start
    }
  })
  const first = useRef(true)
  const gone = useRef(false)
  useEffect(() => {
    if (first.current) {
      first.current = false
      return undefined
    }
    const timer = setTimeout(() => { if (!gone.current) sessionStorage.setItem(name, JSON.stringify(value)) }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [name, value])
  const forget = () => {
    gone.current = true
    sessionStorage.removeItem(name)
  }
  return { value, set, forget }
}
