/** Every request that the pages of valuations send. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { ValuationIn } from './model'

const MODULE = 'valuation'

export function useValuations() {
  return useInfiniteQuery({
    queryKey: [MODULE, 'listValuations', {}],
    queryFn: ({ pageParam }) =>
      ok(api.GET('/api/v1/valuations', { params: { query: { limit: 20, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

function useChanged() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: [MODULE] }),
      client.invalidateQueries({ queryKey: ['listing', 'getMatches'] }),
    ])
}

export function useStateValuation() {
  const changed = useChanged()
  return useMutation({
    mutationFn: (body: ValuationIn) => ok(api.POST('/api/v1/valuations', { body })),
    onSuccess: changed,
  })
}

export function useWithdrawValuation() {
  const changed = useChanged()
  return useMutation({
    mutationFn: (id: string) =>
      ok(
        api.POST('/api/v1/valuations/{valuation_id}/withdrawal', {
          params: { path: { valuation_id: id } },
        }),
      ),
    onSuccess: changed,
  })
}
