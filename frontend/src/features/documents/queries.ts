/** Every request that the pages of the vault send. */
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import { HOME, useMe } from '../../lib/permissions'
import { useMutation } from '../../lib/useMutation'
import type { ConsentIn, Kind } from './model'

const MODULE = 'documents'
export const PAGE = 20

/** Where this organisation's vault is. */
export const useBase = (): string => `${HOME[useMe().organisation.kind]}/vault`

export interface ListState {
  kind?: Kind
  q?: string
  withdrawn?: boolean
  cursor?: string
}

export const useFiles = (query: ListState) =>
  useQuery({
    queryKey: [MODULE, 'listDocuments', query], placeholderData: keepPreviousData,
    queryFn: () => ok(api.GET('/api/v1/documents', { params: { query: { limit: PAGE, ...query } } })),
  })

export const useUsage = () =>
  useQuery({ queryKey: [MODULE, 'usage'], queryFn: () => ok(api.GET('/api/v1/documents/usage')) })

export const useFile = (id: string) =>
  useQuery({
    queryKey: [MODULE, 'getDocument', id],
    queryFn: () => ok(api.GET('/api/v1/documents/{file_id}', { params: { path: { file_id: id } } })),
  })

/** The reads of one document, or of all (null). */
export const useReads = (id: string | null, query: { others: boolean; cursor?: string }) =>
  useQuery({
    queryKey: [MODULE, 'reads', id, query], placeholderData: keepPreviousData,
    queryFn: () => {
      const asked = { limit: PAGE, ...query }
      return id === null
        ? ok(api.GET('/api/v1/read-log', { params: { query: asked } }))
        : ok(api.GET('/api/v1/documents/{file_id}/reads', { params: { path: { file_id: id }, query: asked } }))
    },
  })

export const useReceipts = (query: { given: boolean; live?: boolean; cursor?: string }) =>
  useQuery({
    queryKey: [MODULE, 'listReceipts', query], placeholderData: keepPreviousData,
    queryFn: () => ok(api.GET('/api/v1/consent-receipts', { params: { query: { limit: PAGE, ...query } } })),
  })

export const useReceipt = (id: string) =>
  useQuery({
    queryKey: [MODULE, 'getReceipt', id],
    queryFn: () => ok(api.GET('/api/v1/consent-receipts/{receipt_id}', { params: { path: { receipt_id: id } } })),
  })

/** Organisations this one deals with: every lender of a product, and both sides of earlier consents. */
export function usePartners() {
  const own = useMe().organisation.id
  return useQuery({
    queryKey: [MODULE, 'partners'],
    queryFn: async () => {
      const [products, given, received] = await Promise.all([
        ok(api.GET('/api/v1/loan-products', { params: { query: { limit: 100 } } })),
        ok(api.GET('/api/v1/consent-receipts', { params: { query: { given: true, limit: 100 } } })),
        ok(api.GET('/api/v1/consent-receipts', { params: { query: { given: false, limit: 100 } } })),
      ])
      const found = new Map(products.items.map(({ lender }) => [lender.id, lender.name]))
      for (const each of given.items) found.set(each.reader_id, each.reader_name)
      for (const each of received.items) found.set(each.owner_id, each.owner_name)
      found.delete(own)
      return [...found].map(([value, label]) => ({ value, label }))
    },
  })
}

/** Own documents to choose from, a page more whenever asked. */
export const useChoice = (q: string, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: [MODULE, 'choice', q], enabled, initialPageParam: '',
    queryFn: ({ pageParam }) =>
      ok(api.GET('/api/v1/documents', { params: { query: { limit: PAGE, ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) } } })),
    getNextPageParam: (page) => page.next ?? undefined,
  })

export function useAct() {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: [MODULE] })
  return {
    withdraw: useMutation({
      onSuccess,
      mutationFn: (id: string) => ok(api.POST('/api/v1/documents/{file_id}/withdrawal', { params: { path: { file_id: id } } })),
    }),
    revokeGrant: useMutation({
      onSuccess,
      mutationFn: (id: string) => ok(api.DELETE('/api/v1/grants/{grant_id}', { params: { path: { grant_id: id } } })),
    }),
    revoke: useMutation({
      onSuccess,
      mutationFn: (id: string) => ok(api.POST('/api/v1/consent-receipts/{receipt_id}/revocation', { params: { path: { receipt_id: id } } })),
    }),
    give: useMutation({
      onSuccess,
      mutationFn: ({ first, body }: { first: string; body: ConsentIn }) =>
        ok(api.POST('/api/v1/documents/{file_id}/grants', { params: { path: { file_id: first } }, body })),
    }),
  }
}
