/** What either side asks and does about the values that they propose to each other. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '../../../api/client'
import type { components } from '../../../api/schema'
import { useMutation } from '../../../lib/useMutation'

type Schemas = components['schemas']
export type Proposal = Schemas['ValueProposalOut']
export type Proposed = Schemas['ValueProposalIn']
export type SmallDeal = Schemas['SmallDealOut']

const MODULE = 'lending'

export function useNegotiation(id: string, enabled = true) {
  return useQuery({
    queryKey: [MODULE, 'listValueProposals', id],
    queryFn: () => unwrap(api.GET('/api/v1/loan-applications/{application_id}/value-proposals', {
      params: { path: { application_id: id }, query: { limit: 20 } },
    })),
    refetchInterval: 30_000,
    enabled,
  })
}

function useDone() {
  const client = useQueryClient()
  return () => Promise.all([
    client.invalidateQueries({ queryKey: [MODULE] }), client.invalidateQueries({ queryKey: ['home_bank'] }),
  ])
}

export function usePropose(id: string) {
  const onSuccess = useDone()
  return useMutation({
    mutationFn: (body: Proposed) => unwrap(api.POST('/api/v1/loan-applications/{application_id}/value-proposal', {
      params: { path: { application_id: id } }, body,
    })),
    onSuccess,
  })
}

export type Answer = { id: string; how: 'agreement' | 'withdrawal' } | { id: string; how: 'refusal'; reason: string }

export function useAnswer() {
  const onSettled = useDone()
  return useMutation({
    mutationFn: (answer: Answer) => {
      const params = { path: { value_proposal_id: answer.id } }
      if (answer.how === 'refusal') return unwrap(api.POST('/api/v1/value-proposals/{value_proposal_id}/refusal', { params, body: { reason: answer.reason } }))
      if (answer.how === 'agreement') return unwrap(api.POST('/api/v1/value-proposals/{value_proposal_id}/agreement', { params }))
      return unwrap(api.POST('/api/v1/value-proposals/{value_proposal_id}/withdrawal', { params }))
    },
    onSettled,
  })
}
