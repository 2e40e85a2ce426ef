/** What the papers of the platform ask the API, on every page that shows them. */
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

export type Paper = components['schemas']['papers_schemas_PaperOut']
export type Mandate = components['schemas']['papers_schemas_MandateOut']
type Answer = components['schemas']['PaperSignatureIn']
type NewMandate = components['schemas']['NewMandateIn']

/** A paper is made in a second or two: look again until the worker has it. */
const whileQueued = (papers: Paper[] | undefined) => (papers?.some((each) => each.state === 'queued') ? 2_000 : false)

export interface Wanted {
  subject?: string
  to_sign?: boolean
  cursor?: string
  limit?: number
}

const listOf = (query: Wanted) => ({
  queryKey: ['papers', 'listPapers', query],
  queryFn: () => ok(api.GET('/api/v1/papers', { params: { query } })),
  refetchInterval: (found: { state: { data?: { items: Paper[] } } }) => whileQueued(found.state.data?.items),
})

export const usePapers = (query: Wanted) => useQuery(listOf(query))

/** Every paper about these matters, newest first. */
export const usePapersOf = (subjects: string[]) =>
  useQueries({
    queries: subjects.map((subject) => listOf({ subject, limit: 50 })),
    combine: (answers) => ({
      papers: answers.flatMap((each) => each.data?.items ?? []),
      isPending: answers.some((each) => each.isPending),
      error: answers.find((each) => each.isLoadingError)?.error ?? null,
      refetch: () => Promise.all(answers.map((each) => each.refetch())),
    }),
  })

export const usePaper = (id: string) =>
  useQuery({
    queryKey: ['papers', 'readPaper', id],
    queryFn: () => ok(api.GET('/api/v1/papers/{paper_id}', { params: { path: { paper_id: id } } })),
    refetchInterval: (found) => whileQueued(found.state.data && [found.state.data]),
  })

/** Sign or refuse; a signature may move its matter on, so that everything is read again. */
export function useAnswer(id: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: Answer) => ok(api.POST('/api/v1/papers/{paper_id}/signature', { params: { path: { paper_id: id } }, body })),
    onSuccess: () => cache.invalidateQueries(),
  })
}

export const useMandates = (cursor: string | undefined) =>
  useQuery({
    queryKey: ['papers', 'listMandates', cursor],
    queryFn: () => ok(api.GET('/api/v1/mandates', { params: { query: { cursor, limit: 20 } } })),
  })

export const useMembers = () =>
  useQuery({ queryKey: ['identity', 'listMembers'], queryFn: () => ok(api.GET('/api/v1/members')) })

export function useMandateActions() {
  const cache = useQueryClient()
  const onSuccess = () => cache.invalidateQueries({ queryKey: ['papers', 'listMandates'] })
  return {
    grant: useMutation({ mutationFn: (body: NewMandate) => ok(api.POST('/api/v1/mandates', { body })), onSuccess }),
    revoke: useMutation({
      mutationFn: (id: string) => ok(api.POST('/api/v1/mandates/{mandate_id}/revocation', { params: { path: { mandate_id: id } } })),
      onSuccess,
    }),
  }
}
