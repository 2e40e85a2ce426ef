/** What several forms let a firm choose from: its patents and its documents. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, ok } from './client'

export function useAssetChoice(q: string) {
  return useInfiniteQuery({
    queryKey: ['portfolio', 'listAssets', { q, choice: true }],
    queryFn: ({ pageParam }) =>
      ok(
        api.GET('/api/v1/portfolio/assets', {
          params: { query: { q: q || undefined, limit: 50, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
}

export function useOwnDocuments() {
  return useQuery({
    queryKey: ['documents', 'listDocuments', {}],
    queryFn: () => ok(api.GET('/api/v1/documents', { params: { query: { limit: 100 } } })),
  })
}
