/** What the pages of the vault's upkeep ask the API. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useActing } from '../../lib/useActing'

export type Health = components['schemas']['VaultHealthOut']
export type Sweep = components['schemas']['SweepOut']
export type Incident = components['schemas']['IncidentOut']
export type Hold = components['schemas']['HoldOut']
export type NewHold = components['schemas']['HoldIn']

const LIMIT = 20

export const useHealth = () =>
  useQuery({ queryKey: ['upkeep', 'health'], queryFn: () => ok(api.GET('/api/v1/operator/vault-health')), refetchInterval: 60_000 })

export const useIncidents = (resolved: boolean, cursor: string) =>
  useQuery({
    queryKey: ['upkeep', 'incidents', resolved, cursor],
    queryFn: () => ok(api.GET('/api/v1/operator/incidents', { params: { query: { resolved, cursor: cursor || undefined, limit: LIMIT } } })),
    placeholderData: keepPreviousData,
  })

export const useHolds = (lifted: boolean, cursor: string) =>
  useQuery({
    queryKey: ['upkeep', 'holds', lifted, cursor],
    queryFn: () => ok(api.GET('/api/v1/operator/holds', { params: { query: { lifted, cursor: cursor || undefined, limit: LIMIT } } })),
    placeholderData: keepPreviousData,
  })

/** Organisations whose name has this in it. */
export const useNamed = (q: string) =>
  useQuery({
    queryKey: ['upkeep', 'organisations', q],
    queryFn: () => ok(api.GET('/api/v1/operator/organisations', { params: { query: { q: q || undefined, limit: 20 } } })),
    placeholderData: keepPreviousData,
  })

/** What can be done; each ends in fresh lists. */
export function useUpkeep() {
  const then = useActing(['upkeep'])
  const hold = (hold_id: string) => ({ params: { path: { hold_id } } })
  return {
    resolve: (incident_id: string, resolution: string) =>
      then(ok(api.POST('/api/v1/operator/incidents/{incident_id}/resolution', { params: { path: { incident_id } }, body: { resolution } }))),
    propose: (body: NewHold) => then(ok(api.POST('/api/v1/operator/holds', { body }))),
    confirm: (id: string) => then(ok(api.POST('/api/v1/operator/holds/{hold_id}/confirmation', hold(id)))),
    proposeLift: (id: string, reason: string) => then(ok(api.POST('/api/v1/operator/holds/{hold_id}/lift-proposal', { ...hold(id), body: { reason } }))),
    lift: (id: string) => then(ok(api.POST('/api/v1/operator/holds/{hold_id}/lift', hold(id)))),
  }
}
