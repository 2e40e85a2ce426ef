/** A passkey that the browser offers in the e-mail field: picked there, it signs in; nobody is asked who does not look. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api, ok } from '../../api/client'
import { offersPasskeys, showPasskey } from '../../api/passkeys'

/** A challenge is good for five minutes; the next one takes its place before. */
const RENEWED_AFTER = 4 * 60_000

const LAPSED = Symbol('lapsed')

/** The reader's answer; LAPSED when the challenge grew old; null when the browser wants no more. */
async function offered(over: AbortSignal): Promise<string | typeof LAPSED | null> {
  const round = new AbortController()
  const end = () => round.abort()
  over.addEventListener('abort', end)
  let lapsed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    const { options } = await ok(api.POST('/api/v1/session/passkey/options'))
    if (over.aborted) return null
    timer = setTimeout(() => {
      lapsed = true
      end()
    }, RENEWED_AFTER)
    return await showPasskey(options, round.signal)
  } catch {
    return lapsed ? LAPSED : null
  } finally {
    clearTimeout(timer)
    over.removeEventListener('abort', end)
  }
}

/** Resolves once somebody may be looking. */
const seen = (over: AbortSignal) => new Promise<void>((resolve) => {
  if (!document.hidden) return resolve()
  const look = () => {
    if (document.hidden && !over.aborted) return
    document.removeEventListener('visibilitychange', look)
    resolve()
  }
  document.addEventListener('visibilitychange', look)
  over.addEventListener('abort', look, { once: true })
})

async function offer(over: AbortSignal, enter: (answer: string) => void) {
  if (!(await offersPasskeys())) return
  let answer: string | typeof LAPSED | null = LAPSED
  while (answer === LAPSED) {
    await seen(over)
    if (over.aborted) return
    answer = await offered(over)
  }
  if (answer !== null && !over.aborted) enter(answer)
}

/** `paused`: something else signs in at the moment; a browser asks for one passkey at a time. */
export function usePasskeyOffer(paused: boolean, enter: (answer: string) => void) {
  const meta = useQuery({ queryKey: ['meta'], queryFn: () => ok(api.GET('/api/v1/meta')), staleTime: Infinity })
  const works = meta.data?.passkey_origin === location.origin
  const latest = useRef(enter)
  useEffect(() => {
    latest.current = enter
  })
  useEffect(() => {
    if (paused || !works) return undefined
    const over = new AbortController()
    void offer(over.signal, (answer) => latest.current(answer))
    return () => over.abort()
  }, [paused, works])
}
