/** What the bank notes on a case for itself. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '../../../api/client'
import type { components } from '../../../api/schema'
import { useMutation } from '../../../lib/useMutation'

type Schemas = components['schemas']
export type Note = Schemas['CaseNoteOut']

export function useNotes(id: string, cursor?: string) {
  return useQuery({
    queryKey: ['lending', 'listCaseNotes', id, cursor],
    queryFn: () => unwrap(api.GET('/api/v1/loan-applications/{application_id}/notes', {
      params: { path: { application_id: id }, query: { limit: 20, cursor } },
    })),
    placeholderData: keepPreviousData,
  })
}

export function useWriteNote(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Schemas['CaseNoteIn']) => unwrap(api.POST('/api/v1/loan-applications/{application_id}/notes', {
      params: { path: { application_id: id } }, body,
    })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['lending'] }),
  })
}
