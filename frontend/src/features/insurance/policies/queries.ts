/** What the insurer's pages of policies ask for, and what they do. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../../api/client'
import type { components, paths } from '../../../api/schema'
import { useMutation } from '../../../lib/useMutation'

type Schemas = components['schemas']
export type Row = Schemas['PolicyRowOut']
export type Policy = Schemas['PolicyOut']
export type Line = Row['line']
export type Portfolio = Schemas['PortfolioOut']
export type Accumulation = Schemas['AccumulationOut']
export type Filter = Omit<NonNullable<paths['/api/v1/policies']['get']['parameters']['query']>, 'cursor' | 'limit'>

export const LINES = ['star_composite', 'overseas_liability', 'enforcement', 'infringement_loss', 'loan_guarantee'] as const satisfies readonly Line[]
const MODULE = 'policies'

export const usePolicy = (policy_id: string) =>
  useQuery({
    queryKey: [MODULE, 'policy', policy_id],
    queryFn: () => ok(api.GET('/api/v1/policies/{policy_id}', { params: { path: { policy_id } } })),
  })

/** For the insurers of a quote; its reinsurance for the lead alone. */
export const usePlacement = (quote_id: string) =>
  useQuery({
    queryKey: [MODULE, 'placement', quote_id],
    queryFn: () => ok(api.GET('/api/v1/quotes/{quote_id}/placement', { params: { path: { quote_id } } })),
  })

/** What is still to be paid of a premium. */
export const useCharge = (charge_id: string) =>
  useQuery({
    queryKey: [MODULE, 'charge', charge_id],
    queryFn: () => ok(api.GET('/api/v1/charges/{charge_id}', { params: { path: { charge_id } } })),
  })

export const usePolicies = (filter: Filter, cursor?: string) =>
  useQuery({
    queryKey: [MODULE, 'policies', filter, cursor],
    queryFn: () => ok(api.GET('/api/v1/policies', { params: { query: { limit: 20, ...filter, ...(cursor ? { cursor } : {}) } } })),
    placeholderData: keepPreviousData,
  })

export const savePolicies = (query: Filter): Promise<Blob> =>
  ok(api.GET('/api/v1/policies/export.xlsx', { params: { query }, parseAs: 'blob' })) as Promise<Blob>

export const usePortfolio = (from_on: string, to_on: string) =>
  useQuery({
    queryKey: [MODULE, 'portfolio', from_on, to_on],
    queryFn: () => ok(api.GET('/api/v1/insurance-portfolio', { params: { query: { from_on, to_on } } })),
    placeholderData: keepPreviousData,
  })

export const useAccumulation = () =>
  useQuery({ queryKey: [MODULE, 'accumulation'], queryFn: () => ok(api.GET('/api/v1/insurance-portfolio/accumulation')) })

/** `month` is any day of it. */
export const saveBordereau = (month: string): Promise<Blob> =>
  ok(api.GET('/api/v1/insurance-portfolio/bordereau.xlsx', { params: { query: { month } }, parseAs: 'blob' })) as Promise<Blob>

export function useInsurerActs(policy_id: string, quote_id: string) {
  const cache = useQueryClient()
  const onSuccess = () => cache.invalidateQueries({ queryKey: [MODULE] })
  return {
    fulfil: useMutation({
      onSuccess,
      mutationFn: ({ n, note }: { n: number; note: string }) =>
        ok(api.POST('/api/v1/policies/{policy_id}/subjectivities/{n}/fulfilment', { params: { path: { policy_id, n } }, body: { note } })),
    }),
    sendBack: useMutation({
      onSuccess,
      mutationFn: ({ n, reason }: { n: number; reason: string }) =>
        ok(api.POST('/api/v1/policies/{policy_id}/subjectivities/{n}/return', { params: { path: { policy_id, n } }, body: { reason } })),
    }),
    report: useMutation({
      onSuccess,
      mutationFn: (body: Schemas['PremiumReceiptIn']) => ok(api.POST('/api/v1/policies/{policy_id}/premium-receipt', { params: { path: { policy_id } }, body })),
    }),
    sign: useMutation({
      onSuccess,
      mutationFn: () => ok(api.POST('/api/v1/quotes/{quote_id}/placement/signature', { params: { path: { quote_id } } })),
    }),
    cede: useMutation({
      onSuccess,
      mutationFn: (body: Schemas['CessionConfirmationIn']) => ok(api.POST('/api/v1/quotes/{quote_id}/placement/cession', { params: { path: { quote_id } }, body })),
    }),
  }
}
