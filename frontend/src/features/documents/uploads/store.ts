/** The uploads of this window: they go on while their reader looks at other pages. */
import { useSyncExternalStore } from 'react'
import { forget, giveUp, isSameFile, send, underWay } from '../../../api/resumable'
import { queryClient } from '../../../api/query'
import { paceAfter } from '../../../lib/pace'
import type { Kind } from '../model'
import { change, choose, failure, type Item, reconcile, startable } from './model'

const NONE: Item[] = []
let items = NONE
/** Whose uploads these are: after signing in for another organisation they are not shown. */
let owner = ''
const listeners = new Set<() => void>()
const stops = new Map<string, () => void>()

function set(next: Item[]) {
  items = next
  for (const item of startable(items)) begin(item)
  for (const tell of listeners) tell()
}

function begin(item: Item) {
  const { key, file } = item
  if (!file) return
  items = change(items, key, { state: 'sending', problem: null, pace: null })
  const told = (part: Partial<Item>) => set(change(items, key, part))
  stops.set(key, send(file, item.kind, item.id, {
    announced: (id) => told({ id }),
    sent: (sent) => {
      const pace = items.find((each) => each.key === key)?.pace ?? null
      told({ sent, problem: null, pace: paceAfter(pace, performance.now(), sent) })
    },
    trouble: (problem) => told({ problem, pace: null }),
    done: (documentId) => {
      const id = items.find((each) => each.key === key)?.id
      if (id) forget(id)
      told({ state: 'done', problem: null, documentId, sent: item.size })
      void queryClient.invalidateQueries({ queryKey: ['documents'] })
    },
    failed: (problem) => told(failure(problem)),
  }))
}

function stop(key: string) {
  stops.get(key)?.()
  stops.delete(key)
}

/** Back on the network: what waits for its next try tries now. */
window.addEventListener('online', () => {
  for (const item of items.filter((each) => each.state === 'sending' && each.problem)) {
    stop(item.key)
    set(change(items, item.key, { state: 'queued' }))
  }
})

export const uploads = {
  add: (files: readonly File[], kind: Kind) => set(choose(items, files, kind, isSameFile, () => crypto.randomUUID())),
  setKind: (key: string, kind: Kind) => set(change(items, key, { kind })),
  startAll: () => set(items.map((each) => (each.state === 'chosen' ? { ...each, state: 'queued' } : each))),
  pause(key: string) {
    stop(key)
    set(change(items, key, { state: 'paused', problem: null }))
  },
  /** Go on; `file` where it had to be chosen again. Whether it is the one that was begun with. */
  resume(key: string, file?: File): boolean {
    const item = items.find((each) => each.key === key)
    if (!item) return true
    if (file && item.id && !isSameFile({ ...item, id: item.id }, file)) return false
    set(change(items, key, { file: file ?? item.file, state: 'queued', problem: null }))
    return true
  },
  /** Take it off the screen; what the server has of it is forgotten. */
  async remove(key: string) {
    const item = items.find((each) => each.key === key)
    stop(key)
    if (item?.id && item.state !== 'done') {
      try {
        await giveUp(item.id)
      } catch (error) {
        set(change(items, key, failure(error)))
        return
      }
    }
    set(items.filter((each) => each.key !== key))
    void queryClient.invalidateQueries({ queryKey: ['documents'] })
  },
  /** What the server knows of this organisation's uploads; those of another one stop here. */
  async refresh(organisation: string) {
    if (owner !== organisation) {
      for (const key of [...stops.keys()]) stop(key)
      owner = organisation
      set(NONE)
    }
    const open = await underWay()
    if (owner === organisation) set(reconcile(items, open))
  },
}

export const useUploads = (organisation: string): Item[] =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => (owner === organisation ? items : NONE),
  )
