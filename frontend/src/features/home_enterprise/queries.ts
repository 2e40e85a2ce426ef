/** What the home of a firm reads. */
import { useQueries, useQuery } from '@tanstack/react-query'
import { api, ok } from '../../api/client'

export function useMine() {
  return useQuery({
    queryKey: ['lending', 'listLoanApplications', { home: true }],
    queryFn: () => ok(api.GET('/api/v1/loan-applications', { params: { query: { limit: 100 } } })),
  })
}

/** What the firm's applications come to. */
export function useSummary() {
  return useQuery({
    queryKey: ['lending', 'summariseLoanApplications'],
    queryFn: () => ok(api.GET('/api/v1/loan-applications/summary')),
  })
}

export function useLivePledges() {
  return useQuery({
    queryKey: ['registry', 'listPledges', { home: true }],
    queryFn: () => ok(api.GET('/api/v1/pledges', { params: { query: { limit: 100 } } })),
  })
}

export function useKyb() {
  return useQuery({
    queryKey: ['kyb', 'listKybCases', { own: true }],
    queryFn: () => ok(api.GET('/api/v1/kyb-cases', { params: { query: { limit: 1 } } })),
  })
}

export function useFound(enabled: boolean) {
  return useQuery({
    queryKey: ['portfolio', 'listSuggestions', { limit: 1 }],
    queryFn: () =>
      ok(api.GET('/api/v1/portfolio/suggestions', { params: { query: { limit: 1 } } })),
    enabled,
    retry: false,
  })
}

export function useHoldings() {
  return useQuery({
    queryKey: ['portfolio', 'listAssets', { home: true }],
    queryFn: () => ok(api.GET('/api/v1/portfolio/assets', { params: { query: { limit: 100 } } })),
  })
}

/** Which of these rights stand in a live pledge of the firm; asked only when it has any. */
export function usePledged(rightIds: string[], enabled: boolean): Set<string> {
  return useQueries({
    queries: rightIds.map((rightId) => ({
      queryKey: ['registry', 'listPledges', { live: true, rightId }],
      queryFn: () =>
        ok(
          api.GET('/api/v1/pledges', {
            params: { query: { live: true, right_id: rightId, limit: 1 } },
          }),
        ),
      enabled,
    })),
    combine: (answers) =>
      new Set(rightIds.filter((_, at) => (answers[at]?.data?.items.length ?? 0) > 0)),
  })
}
