/** One document on its way into the vault: in pieces that can be paused when it is large. */
import { useEffect, useRef, useState } from 'react'
import { api, ok, upload } from '../api/client'
import { Problem } from '../api/problem'
import { begunBefore, depositInPieces, forget, giveUp, MOST, PIECE, send } from '../api/resumable'
import type { components } from '../api/schema'
import { tellLate } from '../lib/late'
import { type Pace, paceAfter } from '../lib/pace'
import { useHere } from '../lib/useHere'

export type Deposited = components['schemas']['FileOut']

export interface Way {
  file: File
  /** The server's name of the upload, once it has one; never of a small file, which comes in one go. */
  id: string | null
  sent: number
  pace: Pace | null
  state: 'sending' | 'paused' | 'ending'
  /** What it waits for while sending. */
  problem: Problem | null
}

const deposited = async (file_id: string): Promise<Deposited> =>
  (await ok(api.GET('/api/v1/documents/{file_id}', { params: { path: { file_id } } }))).file

function inOneGo(file: File, kind: string, onProgress?: (share: number) => void): Promise<Deposited> {
  const form = new FormData()
  form.append('kind', kind)
  form.append('file', file, file.name)
  return upload<Deposited>('/api/v1/documents', form, onProgress)
}

/** Put a file into the vault of one's own organisation; a large one in pieces, gone on with when chosen again. */
export async function deposit(file: File, kind: string): Promise<Deposited> {
  return file.size > PIECE ? deposited(await depositInPieces(file, kind)) : inOneGo(file, kind)
}

export function useDeposit(kind: string, onDeposited: (file: Deposited) => void) {
  // What was typed or chosen while the file was on its way is there when it comes.
  const heard = useRef(onDeposited)
  useEffect(() => { heard.current = onDeposited })
  const [way, setWay] = useState<Way | null>(null)
  const [error, setError] = useState<unknown>(null)
  const stop = useRef<() => void>(() => undefined)
  const now = useRef(way)
  const here = useHere()
  const change = (part: Partial<Way>) => {
    if (now.current) setWay((now.current = { ...now.current, ...part }))
  }
  const end = (problem: unknown = null) => {
    setWay((now.current = null))
    setError(problem)
  }
  const begin = (file: File, id: string | null) => {
    change({ state: 'sending', problem: null, pace: null })
    stop.current = send(file, kind, id, {
      announced: (given) => change({ id: given }),
      sent: (sent) => change({ sent, problem: null, pace: paceAfter(now.current?.pace ?? null, performance.now(), sent) }),
      trouble: (problem) => change({ problem, pace: null }),
      done: (documentId) => {
        if (now.current?.id) forget(now.current.id)
        deposited(documentId).then((found) => { end(); heard.current(found) }, end)
      },
      failed: end,
    })
  }
  const take = async (file: File) => {
    const from = location.pathname + location.search
    setError(null)
    if (file.size > MOST) return setError(new Problem(422, { code: 'documents.too_large' }))
    setWay((now.current = { file, id: null, sent: 0, pace: null, state: 'sending', problem: null }))
    try {
      if (file.size > PIECE) {
        const before = await begunBefore(file, kind)
        if (now.current?.file !== file) return undefined
        change({ id: before?.id ?? null, sent: before?.offset ?? 0 })
        begin(file, before?.id ?? null)
        return undefined
      }
      const found = await inOneGo(file, kind, (share) => change({ sent: share * file.size }))
      end()
      heard.current(found)
    } catch (problem) {
      if (!here.current) tellLate(problem, from)
      end(problem)
    }
    return undefined
  }
  const pause = () => {
    stop.current()
    change({ state: 'paused', problem: null, pace: null })
  }
  const resume = () => { if (way) begin(way.file, way.id) }
  const cancel = () => {
    stop.current()
    if (!way?.id) return end()
    change({ state: 'ending', problem: null, pace: null })
    giveUp(way.id).then(() => end(), end)
    return undefined
  }
  const again = useRef(resume)
  useEffect(() => { again.current = resume })
  useEffect(() => {
    // Back on the network: what waits for its next try tries now.
    const online = () => {
      if (!now.current?.problem) return
      stop.current()
      again.current()
    }
    window.addEventListener('online', online)
    return () => {
      window.removeEventListener('online', online)
      // Whoever leaves the page finds it paused in the vault.
      stop.current()
    }
  }, [])
  return { way, error, take, pause, resume, cancel }
}
