/** Every request that the calendar sends. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

export type Year = components['schemas']['CalendarYearOut']
export type Version = components['schemas']['CalendarVersionOut']
export type Proposal = components['schemas']['CalendarProposalOut']
export type Given = components['schemas']['CalendarIn']
export type Step = { action: 'acceptance'; id: string } | { action: 'withdrawal'; id: string } | { action: 'decline'; id: string; reason: string }

const MODULE = 'calendar'
const LIMIT = 100

export const useYear = (year: number) => useQuery({
  queryKey: [MODULE, 'year', year],
  queryFn: () => ok(api.GET('/api/v1/calendar', { params: { query: { year } } })),
})

export const useVersions = (cursor: string) => useQuery({
  queryKey: [MODULE, 'versions', cursor],
  queryFn: () => ok(api.GET('/api/v1/calendar-versions', { params: { query: { cursor: cursor || undefined, limit: LIMIT } } })),
})

export const useProposals = () => useQuery({
  queryKey: [MODULE, 'proposals'],
  queryFn: () => ok(api.GET('/api/v1/calendar-proposals', { params: { query: { limit: LIMIT } } })),
})

export function usePropose() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given) => ok(api.POST('/api/v1/calendar-proposals', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: [MODULE] }),
  })
}

async function send(step: Step): Promise<void> {
  const path = { params: { path: { calendar_proposal_id: step.id } } }
  if (step.action === 'acceptance') await ok(api.POST('/api/v1/calendar-proposals/{calendar_proposal_id}/acceptance', path))
  else if (step.action === 'withdrawal') await ok(api.POST('/api/v1/calendar-proposals/{calendar_proposal_id}/withdrawal', path))
  else await ok(api.POST('/api/v1/calendar-proposals/{calendar_proposal_id}/decline', { ...path, body: { reason: step.reason } }))
}

export function useDecide() {
  const client = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => client.invalidateQueries() })
}
