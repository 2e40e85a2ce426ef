/** What the enterprise pages of lending read. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, ok } from '../../../api/client'
import { OPEN_STATES } from './model'

export const MODULE = 'lending'

type States = NonNullable<
  NonNullable<
    import('../../../api/schema').operations['listLoanApplications']['parameters']['query']
  >['state']
>

export function useApplications(states: readonly string[]) {
  return useInfiniteQuery({
    queryKey: [MODULE, 'listLoanApplications', { states }],
    queryFn: ({ pageParam }) =>
      ok(
        api.GET('/api/v1/loan-applications', {
          params: {
            query: {
              state: states.length > 0 ? ([...states] as States) : undefined,
              limit: 30,
              cursor: pageParam,
            },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
}

export function useApplicationsOf(requestId: string | undefined) {
  return useQuery({
    queryKey: [MODULE, 'listLoanApplications', { requestId }],
    queryFn: () =>
      ok(
        api.GET('/api/v1/loan-applications', {
          params: { query: { request_id: requestId, limit: 50 } },
        }),
      ),
    enabled: requestId !== undefined && requestId !== '',
  })
}

/** Everything still open, of any need: an acceptance may close some of it. */
export function useOpenApplications(enabled: boolean) {
  return useQuery({
    queryKey: [MODULE, 'listLoanApplications', { open: true }],
    queryFn: () =>
      ok(
        api.GET('/api/v1/loan-applications', {
          params: { query: { state: [...OPEN_STATES] as States, limit: 100 } },
        }),
      ),
    enabled,
  })
}

export function useApplication(id: string) {
  return useQuery({
    queryKey: [MODULE, 'getLoanApplication', id],
    queryFn: () =>
      ok(
        api.GET('/api/v1/loan-applications/{application_id}', {
          params: { path: { application_id: id } },
        }),
      ),
    refetchInterval: 30_000,
  })
}

/** What a copy did not take over from the earlier application, as of now. */
export function useCarriedOver(id: string) {
  return useQuery({
    queryKey: [MODULE, 'loanApplicationCarriedOver', id],
    queryFn: () => ok(api.GET('/api/v1/loan-applications/{application_id}/carried-over', { params: { path: { application_id: id } } })),
  })
}

export function useHistory(id: string) {
  return useQuery({
    queryKey: [MODULE, 'listLoanApplicationHistory', id],
    queryFn: () =>
      ok(
        api.GET('/api/v1/loan-applications/{application_id}/history', {
          params: { path: { application_id: id } },
        }),
      ),
  })
}

export function usePledge(id: string | null) {
  return useQuery({
    queryKey: [MODULE, 'getPledge', id],
    queryFn: () =>
      ok(api.GET('/api/v1/pledges/{pledge_id}', { params: { path: { pledge_id: id ?? '' } } })),
    enabled: id !== null,
    refetchInterval: 30_000,
  })
}

export function usePreflight(id: string, enabled: boolean) {
  return useQuery({
    queryKey: [MODULE, 'getPledgePreflight', id],
    queryFn: () =>
      ok(api.GET('/api/v1/pledges/{pledge_id}/preflight', { params: { path: { pledge_id: id } } })),
    enabled,
  })
}

export function useRequests() {
  return useQuery({
    queryKey: ['listing', 'listFinancingRequests'],
    queryFn: () => ok(api.GET('/api/v1/financing-requests', { params: { query: { limit: 100 } } })),
  })
}

export function useMatches(requestId: string) {
  return useQuery({
    queryKey: ['listing', 'getMatches', requestId],
    queryFn: () =>
      ok(
        api.GET('/api/v1/financing-requests/{request_id}/matches', {
          params: { path: { request_id: requestId } },
        }),
      ),
    enabled: requestId !== '',
    placeholderData: keepPreviousData,
  })
}

export function useAssetCount() {
  return useQuery({
    queryKey: ['portfolio', 'listAssets', { limit: 1 }],
    queryFn: () => ok(api.GET('/api/v1/portfolio/assets', { params: { query: { limit: 1 } } })),
  })
}

export function useUsableValuations(rightIds: string[], enabled: boolean) {
  return useQuery({
    queryKey: ['valuation', 'listValuations', { state: 'declared', rightIds }],
    queryFn: () =>
      ok(
        api.GET('/api/v1/valuations', {
          params: { query: { state: 'declared', right_id: rightIds[0], limit: 50 } },
        }),
      ),
    enabled: enabled && rightIds.length > 0,
  })
}
