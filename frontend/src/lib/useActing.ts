/** An act, and what it changes read again after it; whoever has left meanwhile learns of a refusal. */
import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { tellLate } from './late'
import { useHere } from './useHere'

export function useActing(...changed: QueryKey[]) {
  const cache = useQueryClient()
  const here = useHere()
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
