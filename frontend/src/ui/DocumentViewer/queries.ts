/** What the viewer asks: the document, its bytes, the notes on it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { components } from '../../api/schema'
import { api, unwrap } from '../../api/client'
import { Problem, offline } from '../../api/problem'
import { useMutation } from '../../lib/useMutation'

type NoteIn = components['schemas']['DocumentNoteIn']

export const previewOf = (id: string) => `/api/v1/documents/${id}/preview`
export const contentOf = (id: string) => `/api/v1/documents/${id}/content`

export function useDocument(id: string) {
  return useQuery({
    queryKey: ['documents', 'document', id],
    queryFn: () => unwrap(api.GET('/api/v1/documents/{file_id}', { params: { path: { file_id: id } } })),
  })
}

/** Bytes `first` to `last` (included; all without them), or the refusal as a Problem. */
export async function readBytes(id: string, options: { first?: number; last?: number; signal?: AbortSignal } = {}) {
  const { first, last, signal } = options
  const headers: Record<string, string> = { 'Accept-Language': document.documentElement.lang }
  if (first !== undefined) headers['Range'] = `bytes=${first}-${last ?? ''}`
  const response = await fetch(previewOf(id), { headers, signal, cache: 'no-store' }).catch((error: unknown) => {
    throw signal?.aborted ? error : offline()
  })
  if (!response.ok) throw new Problem(response.status, (await response.json().catch(() => ({}))) as Record<string, unknown>)
  return new Uint8Array(await response.arrayBuffer())
}

/** The whole document (or its first bytes), for what is not read in parts; kept only while it is shown. */
export function useBytes(id: string, most?: number) {
  return useQuery({
    queryKey: ['documents', 'bytes', id, most],
    queryFn: ({ signal }) => readBytes(id, most === undefined ? { signal } : { first: 0, last: most - 1, signal }),
    staleTime: Infinity,
    gcTime: 0,
  })
}

export function useNotes(id: string) {
  return useQuery({
    queryKey: ['documents', 'notes', id],
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/documents/{file_id}/notes', { params: { path: { file_id: id } } }))).items,
  })
}

export function useWriteNote(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NoteIn) =>
      unwrap(api.POST('/api/v1/documents/{file_id}/notes', { params: { path: { file_id: id } }, body })),
    onSettled: () => client.invalidateQueries({ queryKey: ['documents', 'notes', id] }),
  })
}

export function useWithdrawNote(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (note_id: string) =>
      unwrap(api.POST('/api/v1/document-notes/{note_id}/withdrawal', { params: { path: { note_id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['documents', 'notes', id] }),
  })
}
