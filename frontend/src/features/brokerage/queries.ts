/** What the broker's desk asks for and sends. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

type Schemas = components['schemas']
export type Sale = Schemas['SaleOut']
export type SaleDetail = Schemas['SaleDetailOut']
export type Offer = Schemas['SaleOfferOut']
export type Step = Schemas['SaleStepOut']
export type SalePage = Schemas['SalePageOut']

const MODULE = 'brokerage'
/** Steps of one page of the replay. */
const STEPS = 50

export const useSales = (query: { q?: string | undefined; cursor?: string | undefined }) =>
  useQuery({
    queryKey: [MODULE, 'sales', query],
    queryFn: () => ok(api.GET('/api/v1/broker-sales', { params: { query } })),
    placeholderData: keepPreviousData,
  })

export const useSale = (proposal_id: string) =>
  useQuery({ queryKey: [MODULE, 'sale', proposal_id], queryFn: () => ok(api.GET('/api/v1/broker-sales/{proposal_id}', { params: { path: { proposal_id } } })) })

export const useSteps = (proposal_id: string, cursor?: string) =>
  useQuery({
    queryKey: [MODULE, 'steps', proposal_id, cursor],
    queryFn: () => ok(api.GET('/api/v1/broker-sales/{proposal_id}/steps', { params: { path: { proposal_id }, query: { limit: STEPS, cursor } } })),
  })

export const useSalePage = (proposal_id: string, sale_page_id: string) =>
  useQuery({
    queryKey: [MODULE, 'page', proposal_id, sale_page_id],
    queryFn: () => ok(api.GET('/api/v1/broker-sales/{proposal_id}/pages/{sale_page_id}', { params: { path: { proposal_id, sale_page_id } } })),
    staleTime: Infinity,
  })

export type NoticeVersion = Schemas['BrokerNoticeOut']
export type NoticeProposal = Schemas['NoticeProposalOut']
export type NewNotice = Schemas['NoticeIn']
export type Decision = { action: 'acceptance'; id: string } | { action: 'withdrawal'; id: string } | { action: 'decline'; id: string; reason: string }

export const useNotices = (cursor?: string) =>
  useQuery({ queryKey: [MODULE, 'notices', cursor], queryFn: () => ok(api.GET('/api/v1/broker-notices', { params: { query: { cursor } } })) })

export const useNoticeProposals = () =>
  useQuery({ queryKey: [MODULE, 'notice_proposals'], queryFn: () => ok(api.GET('/api/v1/broker-notice-proposals', { params: { query: { limit: 100 } } })) })

export function useProposeNotice() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewNotice) => ok(api.POST('/api/v1/broker-notice-proposals', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: [MODULE] }),
  })
}

function send(step: Decision) {
  const path = { params: { path: { notice_proposal_id: step.id } } }
  if (step.action === 'acceptance') return ok(api.POST('/api/v1/broker-notice-proposals/{notice_proposal_id}/acceptance', path))
  if (step.action === 'withdrawal') return ok(api.POST('/api/v1/broker-notice-proposals/{notice_proposal_id}/withdrawal', path))
  return ok(api.POST('/api/v1/broker-notice-proposals/{notice_proposal_id}/decline', { ...path, body: { reason: step.reason } }))
}

export function useDecideNotice() {
  const client = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => client.invalidateQueries({ queryKey: [MODULE] }) })
}
