/** What an issuer is asked, and his answers. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

export type Confirmation = components['schemas']['ConfirmationOut']
type Answer = components['schemas']['ConfirmationIn']

export function useConfirmations(state: 'open' | 'answered', cursor: string | undefined) {
  return useQuery({
    queryKey: ['documents', 'confirmations', state, cursor ?? ''],
    queryFn: () => ok(api.GET('/api/v1/confirmations', { params: { query: { state, cursor } } })),
  })
}

export function useAnswer(documentId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Answer) =>
      ok(api.POST('/api/v1/documents/{file_id}/confirmation', { params: { path: { file_id: documentId } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['documents'] }),
  })
}

/** SHA-256 of a file on this computer; nothing leaves it. */
export async function hashOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
