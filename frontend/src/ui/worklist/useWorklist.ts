/** A list of work by its keys: the row one is at, a look at it beside the list, the rows that are chosen. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useRowKeys } from '../../lib/useRowKeys'

export interface Worklist<T> {
  at: number
  now: T | undefined
  point: (at: number) => void
  move: (by: 1 | -1) => void
  peeking: boolean
  stopPeeking: () => void
  /** Keys of the chosen rows, those of other pages too. */
  selected: readonly string[]
  select: (keys: string[]) => void
  chosen: readonly T[]
}

interface Of<T> {
  items: readonly T[]
  keyOf: (row: T) => string
  /** Where a row leads to; nowhere for one that is only counted. */
  hrefOf: (row: T) => string | undefined
  /** Of a list that keeps by itself what is chosen. */
  toggle?: (row: T) => void
}

export function useWorklist<T>({ items, keyOf, hrefOf, toggle }: Of<T>): Worklist<T> {
  const navigate = useNavigate()
  const { search } = useLocation()
  const [place, point] = useState(0)
  const [peek, setPeek] = useState(false)
  const [selected, select] = useState<string[]>([])
  useEffect(() => point(0), [search])
  const at = Math.max(0, Math.min(place, items.length - 1))
  const now = items[at]
  const href = now === undefined ? undefined : hrefOf(now)
  const stopPeeking = useCallback(() => setPeek(false), [])
  useEffect(() => {
    document.querySelector('[data-own-keys] [aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  // The focus goes with the keys: Enter opens the row one has come to, whatever had it before.
  const follow = useCallback((to: number) => {
    point(to)
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-own-keys] [aria-current="true"] a')?.focus({ preventScroll: true }))
  }, [])
  useRowKeys({
    count: items.length, at, move: follow,
    select: () => {
      if (now === undefined) return
      if (toggle) return toggle(now)
      const key = keyOf(now)
      select((keys) => (keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key]))
    },
    peek: () => setPeek((on) => !on),
    open: () => { if (href !== undefined) void navigate(href) },
    close: peek ? stopPeeking : undefined,
  })
  const chosen = useMemo(() => items.filter((each) => selected.includes(keyOf(each))), [items, selected, keyOf])
  return {
    at, now, point, move: (by) => point(Math.max(0, Math.min(items.length - 1, at + by))),
    peeking: peek && now !== undefined, stopPeeking, selected, select, chosen,
  }
}
