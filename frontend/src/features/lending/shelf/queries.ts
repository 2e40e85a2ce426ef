/** A bank's own shelf, read and written. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../../api/client'
import type { components } from '../../../api/schema'
import { useMutation } from '../../../lib/useMutation'
import { FORMAT, type Terms } from './model'

type Schemas = components['schemas']
const SHELF = ['lending', 'shelf']
/** While a simulation on many requests goes on. */
const LOOK_AGAIN = 1000

export const useShelf = (cursor: string | undefined) =>
  useQuery({
    queryKey: [...SHELF, 'list', cursor ?? ''],
    queryFn: () => ok(api.GET('/api/v1/loan-products/own', { params: { query: { limit: 20, ...(cursor ? { cursor } : {}) } } })),
  })

export const useOwnProduct = (product_id: string) =>
  useQuery({
    queryKey: [...SHELF, product_id],
    enabled: product_id !== '',
    queryFn: () => ok(api.GET('/api/v1/loan-products/own/{product_id}', { params: { path: { product_id } } })),
  })

export const useOwnVersion = (product_id: string, n: number | null) =>
  useQuery({
    queryKey: [...SHELF, product_id, 'version', n],
    enabled: product_id !== '' && n !== null,
    queryFn: () => ok(api.GET('/api/v1/loan-products/{product_id}/versions/{n}', { params: { path: { product_id, n: n ?? 0 } } })),
    refetchInterval: (query) => (query.state.data?.simulation_run?.state === 'running' ? LOOK_AGAIN : false),
  })

export const usePeriods = (product_id: string) =>
  useQuery({
    queryKey: [...SHELF, product_id, 'capacities'],
    queryFn: () => ok(api.GET('/api/v1/loan-products/{product_id}/capacities', { params: { path: { product_id } } })),
  })

export const fetchSchema = () => ok(api.GET('/api/v1/loan-products/schema'))

const asIn = (terms: Terms) => terms as unknown as Schemas['LoanTermsIn']

export function useShelfActs(product_id: string) {
  const cache = useQueryClient()
  const onSuccess = () => cache.invalidateQueries({ queryKey: ['lending'] })
  const path = { path: { product_id } }
  return {
    create: useMutation({ onSuccess, mutationFn: (body: { name: string; terms: Terms }) => ok(api.POST('/api/v1/loan-products', { body: { format: FORMAT, name: body.name, terms: asIn(body.terms) } })) }),
    /** A document as it was read from a file: the server says what is wrong with it. */
    bring: useMutation({ onSuccess, mutationFn: (document: unknown) => ok(api.POST('/api/v1/loan-products', { body: document as Schemas['LoanProductIn'] })) }),
    draft: useMutation({ onSuccess, mutationFn: (terms: Terms) => ok(api.POST('/api/v1/loan-products/{product_id}/drafts', { params: path, body: { terms: asIn(terms) } })) }),
    simulate: useMutation({ onSuccess, mutationFn: (n: number) => ok(api.POST('/api/v1/loan-products/{product_id}/simulation', { params: path, body: { n } })) }),
    recall: useMutation({ onSuccess, mutationFn: (body: Schemas['LoanProductRecallIn']) => ok(api.POST('/api/v1/loan-products/{product_id}/recall', { params: path, body })) }),
    suspend: useMutation({ onSuccess, mutationFn: (reason: string) => ok(api.POST('/api/v1/loan-products/{product_id}/suspension', { params: path, body: { reason } })) }),
    resume: useMutation({ onSuccess, mutationFn: () => ok(api.POST('/api/v1/loan-products/{product_id}/resumption', { params: path })) }),
    capacity: useMutation({ onSuccess, mutationFn: (body: Schemas['LoanProductCapacityIn']) => ok(api.POST('/api/v1/loan-products/{product_id}/capacities', { params: path, body })) }),
  }
}
