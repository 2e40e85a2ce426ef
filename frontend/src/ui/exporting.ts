/** Lists too long to wait for: asked for, watched while a worker writes them, taken when they are done. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../api/client'
import type { components } from '../api/schema'

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

export function askList({ list, format, filters }: ListAsked): Promise<ListExport> {
  const kept = Object.entries(filters).filter(([name, value]) => value !== undefined && value !== null && value !== '' && name !== 'cursor' && name !== 'limit')
  return ok(api.POST('/api/v1/exports', { body: { list, format, filters: Object.fromEntries(kept) } }))
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
