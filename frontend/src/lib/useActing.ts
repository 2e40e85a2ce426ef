/** An act, and what it changes read again after it; whoever has left meanwhile learns of a refusal. */
import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { tellLate } from './late'

export function useActing(...changed: QueryKey[]) {
  const cache = useQueryClient()
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => { here.current = false }
  }, [])
  return async <T,>(asked: Promise<T>): Promise<T> => {
    const from = location.pathname + location.search
    try {
      const answer = await asked
      await Promise.all(changed.map((queryKey) => cache.invalidateQueries({ queryKey })))
      return answer
    } catch (problem) {
      if (!here.current) tellLate(problem, from)
      throw problem
    }
  }
}
