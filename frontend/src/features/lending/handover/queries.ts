/** Who has which cases in hand, and giving them to others. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '../../../api/client'
import type { components } from '../../../api/schema'
import { useMutation } from '../../../lib/useMutation'

type Schemas = components['schemas']
export type Case = Schemas['ApplicationOut']
export type HandOver = Schemas['HandOverOut']
export type Asked = Schemas['HandOverIn']

const MODULE = 'lending'
const PAGE = 100

/** All that the person has in hand, the most urgent first, page after page. */
export function useCasesOf(member: string | undefined) {
  return useQuery({
    queryKey: [MODULE, 'casesOf', member],
    enabled: member !== undefined,
    queryFn: async () => {
      const found: Case[] = []
      let cursor: string | undefined
      do {
        const page = await unwrap(api.GET('/api/v1/loan-applications', {
          params: { query: { assignee_id: member, at_bank: true, sort: 'deadline', limit: PAGE, cursor } },
        }))
        found.push(...page.items)
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return found
    },
  })
}

export function useHandOvers(cursor: string | undefined) {
  return useQuery({
    queryKey: [MODULE, 'listHandOvers', cursor],
    queryFn: () => unwrap(api.GET('/api/v1/hand-overs', { params: { query: { limit: 20, cursor } } })),
  })
}

export function useHandOver() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Asked) => unwrap(api.POST('/api/v1/hand-overs', { body })),
    onSettled: () => client.invalidateQueries({ queryKey: [MODULE] }),
  })
}

export function useHandBack() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      unwrap(api.POST('/api/v1/hand-overs/{hand_over_id}/return', { params: { path: { hand_over_id: id } }, body: { reason } })),
    onSettled: () => client.invalidateQueries({ queryKey: [MODULE] }),
  })
}
