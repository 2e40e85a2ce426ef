/**
 * TanStack's mutation, but its caller goes on as soon as the server has answered. TanStack first waits until what
 * changed is read again, and tells nobody whom that took off the page: a form that may not be sent twice would stay
 * without its way on. `isPending` still lasts until all is read.
 *
 * Whoever has left meanwhile is not led anywhere, but learns of a refusal. What is on its way is not
 * sent again, nor what was taken until all is read; what was refused may be at once.
 */
import {
  type DefaultError, type MutateOptions, type UseMutationOptions, type UseMutationResult, replaceEqualDeep, useMutation as useTanstack,
} from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { tellLate } from './late'
import { useHere } from './useHere'

interface Then<D, E, V, B> extends MutateOptions<D, E, V, B> {
  /** Also done for whoever has left: a draft that was sent is a draft no longer. */
  onTaken?: (data: D, variables: V) => void
}

interface Call<D, E, V, B> {
  variables: V
  then: Then<D, E, V, B> | undefined
  from: string
}

type Known<R> = R extends unknown ? Omit<R, 'mutate' | 'mutateAsync'> : never

type Mutation<D, E, V, B> = Known<UseMutationResult<D, E, V, B>> & {
  mutate: (variables: V, then?: Then<D, E, V, B>) => void
  mutateAsync: (variables: V, then?: Then<D, E, V, B>) => Promise<D>
}

export function useMutation<D = unknown, E = DefaultError, V = void, B = unknown>(
  options: UseMutationOptions<D, E, V, B>,
): Mutation<D, E, V, B> {
  const { mutationFn, onMutate, onSuccess, onError, onSettled, ...rest } = options
  const here = useHere()
  const underWay = useRef<{ call: Call<D, E, V, B>; answer: Promise<D> }[]>([])
  const end = useCallback((call: Call<D, E, V, B>) => {
    underWay.current = underWay.current.filter((each) => each.call !== call)
  }, [])
  const inner = useTanstack<D, E, Call<D, E, V, B>, B>({
    ...rest,
    mutationFn: mutationFn && (({ variables }, context) => mutationFn(variables, context)),
    onMutate: onMutate && (({ variables }, context) => onMutate(variables, context)),
    onSuccess: (data, { variables, then }, before, context) => {
      const read = [onSuccess?.(data, variables, before, context), onSettled?.(data, null, variables, before, context)]
      then?.onTaken?.(data, variables)
      if (here.current) {
        then?.onSuccess?.(data, variables, before, context)
        then?.onSettled?.(data, null, variables, before, context)
      }
      return Promise.all(read)
    },
    onError: async (error, call, before, context) => {
      const { variables, then, from } = call
      end(call)
      const read = [onError?.(error, variables, before, context), onSettled?.(undefined, error, variables, before, context)]
      if (here.current) {
        then?.onError?.(error, variables, before, context)
        then?.onSettled?.(undefined, error, variables, before, context)
      }
      await Promise.all(read)
      // Where it would have stood is no longer on the page.
      if (!here.current) tellLate(error, from)
    },
  })
  const { mutateAsync: run } = inner
  const mutateAsync = useCallback((variables: V, then?: Then<D, E, V, B>): Promise<D> => {
    const same = underWay.current.find((each) => replaceEqualDeep(each.call.variables, variables) === each.call.variables)
    if (same) return same.answer
    const call = { variables, then, from: location.pathname + location.search }
    const answer = run(call)
    underWay.current.push({ call, answer })
    answer.then(() => end(call), () => end(call))
    return answer
  }, [run, end])
  const mutate = useCallback((variables: V, then?: Then<D, E, V, B>) => {
    mutateAsync(variables, then).catch(() => undefined)
  }, [mutateAsync])
  return { ...inner, variables: inner.variables?.variables, mutate, mutateAsync } as unknown as Mutation<D, E, V, B>
}
