/** Every request that the pages of valuations send. */
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import { useMutation } from '../../lib/useMutation'
import type { EstimateIn } from './estimate'
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

/** Worked out and forgotten; the same inputs are not asked for twice. */
export function useEstimate(body: EstimateIn | null) {
  return useQuery({
    queryKey: [MODULE, 'estimateValuation', body],
    queryFn: ({ signal }) => ok(api.POST('/api/v1/valuations/estimate', { body: body as EstimateIn, signal })),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Infinity,
  })
}

export function useValuation(id: string) {
  return useQuery({
    queryKey: [MODULE, 'getValuation', id],
    queryFn: () => ok(api.GET('/api/v1/valuations/{valuation_id}', { params: { path: { valuation_id: id } } })),
  })
}

export function useWeightSets(scheme: string) {
  return useQuery({
    queryKey: [MODULE, 'listWeightSets', { scheme }],
    queryFn: () => ok(api.GET('/api/v1/weight-sets', { params: { query: { scheme, limit: 100 } } })),
    staleTime: Infinity,
  })
}
