/** The messages of an application, asked for by either side. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

type Schemas = components['schemas']

const NEW_MS = 60_000
const keyOf = (id: string) => ['lending', 'listCaseMessages', id]

/** Newest first, page by page; what the other side writes meanwhile comes by itself. */
export function useCaseMessages(id: string) {
  return useInfiniteQuery({
    queryKey: keyOf(id),
    queryFn: ({ pageParam }) => unwrap(api.GET('/api/v1/loan-applications/{application_id}/messages', {
      params: { path: { application_id: id }, query: { limit: 20, cursor: pageParam } },
    })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: NEW_MS,
  })
}

export function useWriteMessage(id: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: Schemas['CaseMessageIn']) => unwrap(api.POST('/api/v1/loan-applications/{application_id}/messages', { params: { path: { application_id: id } }, body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['lending'] }),
    // It may have ended meanwhile: then the box goes.
    onError: () => cache.invalidateQueries({ queryKey: keyOf(id) }),
  })
}

export function useMarkRead(id: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (read_n: number) => unwrap(api.POST('/api/v1/loan-applications/{application_id}/messages/read', { params: { path: { application_id: id } }, body: { read_n } })),
    onSuccess: () => Promise.all([cache.invalidateQueries({ queryKey: keyOf(id) }), cache.invalidateQueries({ queryKey: ['tasks'] })]),
  })
}
