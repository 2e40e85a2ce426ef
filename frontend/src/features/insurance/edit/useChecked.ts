/** What the server says of a document while it is being written: asked again when the hand rests. */
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../api/problem'
import { type Fault, faultsOf, type Json } from '../model/doc'

export type Checked = 'waiting' | 'right' | 'wrong' | 'unreachable'

export function useChecked<T>(value: T, ask: (value: T) => Promise<unknown>, root: string, enabled: boolean) {
  const { t } = useTranslation()
  const [faults, setFaults] = useState<Fault[]>([])
  const [state, setState] = useState<Checked>('waiting')
  const asking = useRef(ask)
  useEffect(() => {
    asking.current = ask
  })
  const text = JSON.stringify(value)
  useEffect(() => {
    if (!enabled) return undefined
    let left = false
    setState('waiting')
    const wait = setTimeout(() => {
      asking.current(JSON.parse(text) as T).then(
        () => {
          if (left) return
          setFaults([])
          setState('right')
        },
        (error: unknown) => {
          if (left) return
          const isOfTheDocument = [400, 409, 422].includes(asProblem(error).status)
          setFaults(isOfTheDocument ? faultsOf(error, root, t, JSON.parse(text) as Json) : [])
          setState(isOfTheDocument ? 'wrong' : 'unreachable')
        },
      )
    }, 500)
    return () => {
      left = true
      clearTimeout(wait)
    }
  }, [text, root, enabled, t])
  return { faults: enabled ? faults : [], state }
}
