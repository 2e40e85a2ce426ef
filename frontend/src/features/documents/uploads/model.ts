/** Uploads on the screen: which there are, how far each is, which may begin. Pure: values in, values out. */
import { asProblem, Problem } from '../../../api/problem'
import { mayGoOn, MOST, type UnderWay } from '../../../api/resumable'
import type { Pace } from '../../../lib/pace'
import type { Kind } from '../model'

/**
 * chosen: waits for its kind and the start · queued: begins when there is room · sending ·
 * paused: by hand · lost: begun before a reload or elsewhere, its file must be chosen again ·
 * failed · done
 */
export type State = 'chosen' | 'queued' | 'sending' | 'paused' | 'lost' | 'failed' | 'done'

export interface Item {
  key: string
  /** The server's name of the upload; null until it is announced. */
  id: string | null
  file: File | null
  name: string
  size: number
  kind: Kind
  sent: number
  /** How fast it goes now. */
  pace: Pace | null
  state: State
  /** Why it failed, or what it waits for while sending. */
  problem: Problem | null
  documentId: string | null
}

/** How many are sent side by side. */
export const AT_ONCE = 2

const refusal = (file: File): Problem | null => {
  if (file.size === 0) return new Problem(422, { code: 'documents.empty' })
  return file.size > MOST ? new Problem(422, { code: 'documents.too_large' }) : null
}

/** Files just chosen: one that the list waits for goes on, the others wait for their kind. */
export function choose(
  items: readonly Item[], files: readonly File[], kind: Kind,
  same: (item: { id: string; name: string; size: number }, file: File) => boolean, keyOf: () => string,
): Item[] {
  const next = [...items]
  for (const file of files) {
    const place = next.findIndex((each) => each.state === 'lost' && each.id !== null && same({ ...each, id: each.id }, file))
    const found = next[place]
    if (found) {
      next[place] = { ...found, file, state: 'queued', problem: null }
      continue
    }
    const problem = refusal(file)
    next.push({
      key: keyOf(), id: null, file, name: file.name, size: file.size, kind, sent: 0, pace: null,
      state: problem ? 'failed' : 'chosen', problem, documentId: null,
    })
  }
  return next
}

/** What the server knows: uploads that nobody here sends are shown as lost, ended ones go. */
export function reconcile(items: readonly Item[], open: readonly UnderWay[]): Item[] {
  const here = new Set(items.map((each) => each.id))
  const there = new Map(open.map((each) => [each.id, each]))
  const kept = items
    .filter((each) => each.state !== 'lost' || (each.id !== null && there.has(each.id)))
    .map((each) => (each.state === 'lost' && each.id ? { ...each, sent: there.get(each.id)?.offset ?? each.sent } : each))
  const lost = open.filter((each) => !here.has(each.id)).map((each): Item => ({
    key: each.id, id: each.id, file: null, name: each.name, size: each.size, kind: each.kind,
    sent: each.offset, pace: null, state: 'lost', problem: null, documentId: null,
  }))
  return [...kept, ...lost]
}

/** The queued ones for which there is room now, in order. */
export function startable(items: readonly Item[]): Item[] {
  const busy = items.filter((each) => each.state === 'sending').length
  return items.filter((each) => each.state === 'queued').slice(0, Math.max(0, AT_ONCE - busy))
}

export const change = (items: readonly Item[], key: string, part: Partial<Item>): Item[] =>
  items.map((each) => (each.key === key ? { ...each, ...part } : each))

/** Percent that has been sent, never 100 before the end. */
export const percentOf = (item: Pick<Item, 'sent' | 'size' | 'state'>): number =>
  item.state === 'done' ? 100 : Math.min(99, Math.floor((item.sent / Math.max(1, item.size)) * 100))

export const failure = (error: unknown): Pick<Item, 'state' | 'problem'> => ({ state: 'failed', problem: asProblem(error) })

/** Whether a failed one can go on: not when its content was refused, or the server has nothing of it any more. */
export const canGoOn = (item: Pick<Item, 'id' | 'state' | 'problem'>): boolean =>
  item.state === 'failed' && item.id !== null && item.problem !== null && (item.problem.status === 401 || mayGoOn(item.problem))
