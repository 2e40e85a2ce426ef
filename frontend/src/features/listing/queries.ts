/** Every request that the pages of financing requests and matches send. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import { useMutation } from '../../lib/useMutation'
import type { FinancingRequestIn } from './model'

const MODULE = 'listing'

export function useRequests() {
  return useQuery({
    queryKey: [MODULE, 'listFinancingRequests'],
    queryFn: () => ok(api.GET('/api/v1/financing-requests', { params: { query: { limit: 100 } } })),
  })
}

export function useRequest(id: string) {
  return useQuery({
    queryKey: [MODULE, 'getFinancingRequest', id],
    queryFn: () =>
      ok(
        api.GET('/api/v1/financing-requests/{request_id}', {
          params: { path: { request_id: id } },
        }),
      ),
    enabled: id !== '',
  })
}

export function useMatches(id: string) {
  return useQuery({
    queryKey: [MODULE, 'getMatches', id],
    queryFn: () =>
      ok(
        api.GET('/api/v1/financing-requests/{request_id}/matches', {
          params: { path: { request_id: id } },
        }),
      ),
    enabled: id !== '',
    placeholderData: keepPreviousData,
  })
}

function useChanged() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: [MODULE] })
}

export function useSaveRequest(id: string) {
  const changed = useChanged()
  return useMutation({
    mutationFn: (body: FinancingRequestIn) =>
      id === ''
        ? ok(api.POST('/api/v1/financing-requests', { body }))
        : ok(
            api.POST('/api/v1/financing-requests/{request_id}/revision', {
              params: { path: { request_id: id } },
              body,
            }),
          ),
    onSuccess: changed,
  })
}

export function usePublish(id: string) {
  const changed = useChanged()
  return useMutation({
    mutationFn: () =>
      ok(
        api.POST('/api/v1/financing-requests/{request_id}/publication', {
          params: { path: { request_id: id } },
        }),
      ),
    onSuccess: changed,
  })
}

export function useWithdraw(id: string) {
  const changed = useChanged()
  return useMutation({
    mutationFn: () =>
      ok(
        api.POST('/api/v1/financing-requests/{request_id}/withdrawal', {
          params: { path: { request_id: id } },
        }),
      ),
    onSuccess: changed,
  })
}
