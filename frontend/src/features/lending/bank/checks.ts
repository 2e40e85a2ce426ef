/** What the bank found of each document of an application: asked, said, counted. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { components } from '../../../api/schema'
import { api, unwrap } from '../../../api/client'
import { useMutation } from '../../../lib/useMutation'

type Schemas = components['schemas']
export type Check = Schemas['DocumentCheckOut']
export type CheckIn = Schemas['DocumentCheckIn']
export type Finding = Check['state']

export const FINDINGS: readonly Finding[] = ['unseen', 'conforms', 'differs', 'not_applicable']
export const needsReason = (state: Finding) => state === 'differs' || state === 'not_applicable'

interface Listed {
  id: string
}

export interface Item<D extends Listed> {
  document: D
  state: Finding
  check: Check | null
}

/** Every document with what was found of it last; what nobody looked at is unseen. */
export function itemsOf<D extends Listed>(documents: readonly D[], checks: readonly Check[]): Item<D>[] {
  const found = new Map(checks.map((check) => [check.document_id, check]))
  return documents.map((document) => {
    const check = found.get(document.id) ?? null
    return { document, state: check?.state ?? 'unseen', check }
  })
}

export function countOf(items: readonly { state: Finding }[]) {
  const count = (state: Finding) => items.filter((item) => item.state === state).length
  return { n: items.length, unseen: count('unseen'), conforms: count('conforms'), differs: count('differs'), not_applicable: count('not_applicable') }
}

/** The findings of the matter's documents; nothing was given to the bank, nothing is asked. */
export function useChecks(purpose: string, documents: number) {
  return useQuery({
    queryKey: ['documents', 'checks', purpose],
    queryFn: () => unwrap(api.GET('/api/v1/document-checks/{purpose_id}', { params: { path: { purpose_id: purpose } } })),
    enabled: documents > 0,
  })
}

export function useCheck(purpose: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: CheckIn }) =>
      unwrap(api.POST('/api/v1/documents/{file_id}/checks', { params: { path: { file_id: id } }, body })),
    onSettled: () => client.invalidateQueries({ queryKey: ['documents', 'checks', purpose] }),
  })
}
