/** Which documents went with an application, in which versions; the same for both sides. */
import { useQuery } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'

export type Frozen = components['schemas']['FrozenOut']

/** What the application froze, by document. */
export function useFrozen(application_id: string, enabled = true): Map<string, Frozen> {
  const { data } = useQuery({
    queryKey: ['lending', 'checklist', application_id],
    queryFn: () => ok(api.GET('/api/v1/loan-applications/{application_id}/checklist', { params: { path: { application_id } } })),
    enabled,
  })
  const asked = data?.items.flatMap((item) => (item.frozen ? [item.frozen] : [])) ?? []
  return new Map([...(data?.others ?? []), ...asked].map((each) => [each.document_id, each]))
}
