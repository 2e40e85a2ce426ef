/**
 * TanStack's mutation, but its caller goes on as soon as the server has answered. TanStack first waits until what
 * changed is read again, and tells nobody whom that took off the page: a form that may not be sent twice would stay
 * without its way on. `isPending` still lasts until all is read.
 */
import {
  type DefaultError, type MutateOptions, type UseMutationOptions, type UseMutationResult, useMutation as useTanstack,
} from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'

interface Call<D, E, V, B> {
  variables: V
  then?: MutateOptions<D, E, V, B>
}

export function useMutation<D = unknown, E = DefaultError, V = void, B = unknown>(
  options: UseMutationOptions<D, E, V, B>,
): UseMutationResult<D, E, V, B> {
  const { mutationFn, onMutate, onSuccess, onError, onSettled, ...rest } = options
  // Whoever has left the page meanwhile is not led anywhere.
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => { here.current = false }
  }, [])
  const inner = useTanstack<D, E, Call<D, E, V, B>, B>({
    ...rest,
    mutationFn: mutationFn && (({ variables }, context) => mutationFn(variables, context)),
    onMutate: onMutate && (({ variables }, context) => onMutate(variables, context)),
    onSuccess: (data, { variables, then }, before, context) => {
      const read = [onSuccess?.(data, variables, before, context), onSettled?.(data, null, variables, before, context)]
      if (here.current) {
        then?.onSuccess?.(data, variables, before, context)
        then?.onSettled?.(data, null, variables, before, context)
      }
      return Promise.all(read)
    },
    onError: (error, { variables, then }, before, context) => {
      const read = [onError?.(error, variables, before, context), onSettled?.(undefined, error, variables, before, context)]
      if (here.current) {
        then?.onError?.(error, variables, before, context)
        then?.onSettled?.(undefined, error, variables, before, context)
      }
      return Promise.all(read)
    },
  })
  const { mutate: run, mutateAsync: runAsync } = inner
  const mutate = useCallback((variables: V, then?: MutateOptions<D, E, V, B>) => run({ variables, then }), [run])
  const mutateAsync = useCallback((variables: V, then?: MutateOptions<D, E, V, B>) => runAsync({ variables, then }), [runAsync])
  return { ...inner, variables: inner.variables?.variables, mutate, mutateAsync } as UseMutationResult<D, E, V, B>
}
