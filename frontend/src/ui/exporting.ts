/** Lists too long to wait for: asked for, watched while a worker writes them, taken when they are done. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../api/client'
import type { components } from '../api/schema'
import { useMutation } from '../lib/useMutation'

export type ListExport = components['schemas']['ExportOut']

export interface ListAsked {
  list: string
  format: 'xlsx' | 'csv'
  /** Those of the list's query; where it stands (`cursor`, `limit`) is left out. */
  filters: object
}

const LOOK_AGAIN = 1000
export const isUnderWay = (made: Pick<ListExport, 'state'>) => made.state === 'queued' || made.state === 'running'
/** Rows written of those counted, in whole per cent; all of them only when the file is there. */
export const shareOf = (made: ListExport) => (isUnderWay(made) ? Math.min(99, Math.floor((made.rows_done / Math.max(1, made.rows_total)) * 100)) : 100)

const keptOf = (filters: object) =>
  Object.entries(filters).filter(([name, value]) => value !== undefined && value !== null && value !== '' && name !== 'cursor' && name !== 'limit')

export const askList = ({ list, format, filters }: ListAsked): Promise<ListExport> =>
  ok(api.POST('/api/v1/exports', { body: { list, format, filters: Object.fromEntries(keptOf(filters)) } }))

/** The list as a workbook at once; refused where it is too long to wait for. */
export const saveList = (list: string, filters: object): Promise<Blob> =>
  ok(api.POST('/api/v1/exports/workbook', { body: { list, filters: Object.fromEntries(keptOf(filters)) }, parseAs: 'blob' })) as Promise<Blob>

/** Where the list is printed as it is filtered; several values of one filter are told from one by `[]`. */
export function printPath({ list, filters }: Pick<ListAsked, 'list' | 'filters'>): string {
  const query = new URLSearchParams(keptOf(filters).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((each) => [`${name}[]`, String(each)]) : [[name, String(value)]]))
  return `/print/${list}${query.size > 0 ? `?${query.toString()}` : ''}`
}

/** The filters that stand in such an address. */
export const filtersIn = (query: URLSearchParams): Record<string, string | string[]> =>
  Object.fromEntries([...new Set(query.keys())].map((name) => name.endsWith('[]') ? [name.slice(0, -2), query.getAll(name)] : [name, query.get(name) ?? '']))

/** Every row of a list, as it is at this moment: a sheet does not change under the reader's eyes. */
export function useSheet(list: string, query: URLSearchParams) {
  return useQuery({
    queryKey: ['exports', 'sheet', list, query.toString()],
    queryFn: () => ok(api.POST('/api/v1/exports/sheet', { body: { list, filters: filtersIn(query) } })),
    staleTime: Infinity,
    gcTime: 0,
  })
}

export const takeList = (id: string): Promise<Blob> =>
  ok(api.GET('/api/v1/exports/{export_id}/content', { params: { path: { export_id: id } }, parseAs: 'blob' })) as Promise<Blob>

export const readList = (id: string): Promise<ListExport> => ok(api.GET('/api/v1/exports/{export_id}', { params: { path: { export_id: id } } }))

export function useListExport(id: string | null) {
  return useQuery({
    queryKey: ['exports', 'one', id],
    queryFn: () => readList(id ?? ''),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data && !isUnderWay(query.state.data) ? false : LOOK_AGAIN),
  })
}

export function useListExports(cursor?: string) {
  return useQuery({
    queryKey: ['exports', 'list', cursor],
    queryFn: () => ok(api.GET('/api/v1/exports', { params: { query: { cursor } } })),
    refetchInterval: (query) => (query.state.data?.items.some(isUnderWay) ? LOOK_AGAIN : false),
  })
}

export function useAskList() {
  const client = useQueryClient()
  return useMutation({ mutationFn: askList, onSuccess: () => client.invalidateQueries({ queryKey: ['exports', 'list'] }) })
}
