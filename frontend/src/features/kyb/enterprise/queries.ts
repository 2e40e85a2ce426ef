/** The firm's own verification case: read, and handed in. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../../api/client'
import type { components, paths } from '../../../api/schema'
import { useMutation } from '../../../lib/useMutation'

const MODULE = 'kyb'

export type KybCase = components['schemas']['CaseOut']
type Submission =
  paths['/api/v1/kyb-cases/{case_id}/submission']['post']['requestBody']['content']['application/json']

export function useOwnCase() {
  return useQuery({
    queryKey: [MODULE, 'listKybCases', { own: true }],
    queryFn: () => ok(api.GET('/api/v1/kyb-cases', { params: { query: { limit: 1 } } })),
    refetchInterval: (query) =>
      query.state.data?.items[0]?.state === 'submitted' ? 15_000 : false,
  })
}

export function useSubmitCase(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Submission) =>
      ok(
        api.POST('/api/v1/kyb-cases/{case_id}/submission', {
          params: { path: { case_id: id } },
          body,
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: [MODULE] }),
  })
}
