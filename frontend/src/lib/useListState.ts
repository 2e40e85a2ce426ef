/** The state of a list lives in the URL: a copied link shows the same list. */
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

export function useListState(defaults: Record<string, string> = {}) {
  const [params, setParams] = useSearchParams()
  const state = useMemo(() => {
    const found: Record<string, string> = { ...defaults }
    params.forEach((value, name) => {
      found[name] = value
    })
    return found
  }, [params, defaults])
  const set = useCallback(
    (changes: Record<string, string | null | undefined>) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes)) {
            if (value) next.set(name, value)
            else next.delete(name)
          }
          if (!('cursor' in changes)) next.delete('cursor')
          return next
        },
        { replace: !('cursor' in changes) },
      )
    },
    [setParams],
  )
  const clear = useCallback(() => setParams({}, { replace: true }), [setParams])
  const filtered = [...params.keys()].some((name) => name !== 'cursor' && name !== 'sort')
  return { state, set, clear, filtered }
}
