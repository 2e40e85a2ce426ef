/** Alerts on the value behind drawn loans, and how a value went. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

export type ValueAlert = components['schemas']['ValueAlertOut']
export type ValuePoint = components['schemas']['ValuePointOut']

/** Asked again each quarter of a minute: an event is seen within the minute, wherever one looks. */
const AGAIN_MS = 15_000

export function useOpenAlerts(applicationId?: string) {
  const query = { state: 'open' as const, limit: 20, ...(applicationId ? { application_id: applicationId } : {}) }
  return useQuery({
    queryKey: ['monitoring', 'listValueAlerts', query],
    queryFn: () => unwrap(api.GET('/api/v1/value-alerts', { params: { query } })),
    refetchInterval: AGAIN_MS,
  })
}

export function useSettle() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, note }: { id: string; note: string }) =>
      unwrap(api.POST('/api/v1/value-alerts/{alert_id}/settlement', { params: { path: { alert_id: id } }, body: { note } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['monitoring'] }),
  })
}

export function useValueHistory(applicationId: string) {
  return useQuery({
    queryKey: ['monitoring', 'valueHistory', applicationId],
    queryFn: () => unwrap(api.GET('/api/v1/value-history/{application_id}', { params: { path: { application_id: applicationId } } })),
  })
}
