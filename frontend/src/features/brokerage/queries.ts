/** What the broker's desk asks for; it changes nothing. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'

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
