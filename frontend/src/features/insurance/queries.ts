/** What the insurer's pages ask for, and what they do. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'
import type { Doc } from './model/doc'
import { isOver } from './model/simulation'

type Schemas = components['schemas']
export type Plan = Schemas['RatingPlanOut']
export type Product = Schemas['InsuranceProductOut']
export type Filing = Schemas['InsuranceFilingIn']
export type Vocabulary = Schemas['VocabularyOut']
export type Rating = Schemas['RatingOut']
export type Simulation = Schemas['SimulationOut']
export type Line = Schemas['InsuranceLine']

export const PAGE = 20
export const LINES = ['star_composite', 'overseas_liability', 'enforcement', 'infringement_loss', 'loan_guarantee'] as const satisfies readonly Line[]
const MODULE = 'insurance'

export const usePlans = (query: { code?: string; cursor?: string; limit?: number }) =>
  useQuery({
    queryKey: [MODULE, 'ratingPlans', query],
    queryFn: () => ok(api.GET('/api/v1/rating-plans', { params: { query: { limit: PAGE, ...query } } })),
    placeholderData: keepPreviousData,
  })

export const usePlan = (rating_plan_id: string | null) =>
  useQuery({
    queryKey: [MODULE, 'ratingPlan', rating_plan_id],
    queryFn: () => ok(api.GET('/api/v1/rating-plans/{rating_plan_id}', { params: { path: { rating_plan_id: rating_plan_id ?? '' } } })),
    enabled: rating_plan_id !== null,
  })

export const useVocabulary = () =>
  useQuery({ queryKey: [MODULE, 'vocabulary'], queryFn: () => ok(api.GET('/api/v1/rating-plans/vocabulary')), staleTime: Infinity })

/** The document as it is, whatever its shape: the server says what is wrong with it. */
const asPlan = (document: Doc) => ({ document: document as unknown as Schemas['RatingPlanIn']['document'] })
export const checkPlan = (document: Doc) => ok(api.POST('/api/v1/rating-plans/validation', { body: asPlan(document) }))

export const exportPlan = (rating_plan_id: string): Promise<Blob> =>
  ok(api.GET('/api/v1/rating-plans/{rating_plan_id}/document', { params: { path: { rating_plan_id } }, parseAs: 'blob' })) as Promise<Blob>

function useInvalidate() {
  const cache = useQueryClient()
  return () => cache.invalidateQueries({ queryKey: [MODULE] })
}

export function usePlanActs() {
  const onSuccess = useInvalidate()
  return {
    draft: useMutation({ onSuccess, mutationFn: (document: Doc) => ok(api.POST('/api/v1/rating-plans', { body: asPlan(document) })) }),
    publish: useMutation({
      onSuccess,
      mutationFn: ({ id, filing }: { id: string; filing: Filing }) =>
        ok(api.POST('/api/v1/rating-plans/{rating_plan_id}/publication', { params: { path: { rating_plan_id: id } }, body: filing })),
    }),
  }
}

export const rateRisk = (rating_plan_id: string, risk: Doc, subsidy: string | null) =>
  ok(api.POST('/api/v1/rating-plans/{rating_plan_id}/rate', {
    params: { path: { rating_plan_id } }, body: { risk: risk as unknown as Schemas['RateIn']['risk'], subsidy },
  }))

/** How many risks are stored, without reading them. */
export const useBook = () =>
  useQuery({ queryKey: [MODULE, 'insuranceRisks', 'count'], queryFn: () => ok(api.GET('/api/v1/insurance-risks', { params: { query: { limit: 1 } } })) })

export const useSimulations = (rating_plan_id: string, cursor?: string) =>
  useQuery({
    queryKey: [MODULE, 'simulations', rating_plan_id, cursor],
    queryFn: () => ok(api.GET('/api/v1/rating-plans/{rating_plan_id}/simulations', {
      params: { path: { rating_plan_id }, query: { limit: 5, ...(cursor ? { cursor } : {}) } },
    })),
    refetchInterval: (query) => (query.state.data?.items.some((each) => !isOver(each)) ? 1500 : false),
  })

/** Asked again while it runs. */
export const useSimulation = (rating_plan_id: string, simulation_id: string) =>
  useQuery({
    queryKey: [MODULE, 'simulation', rating_plan_id, simulation_id],
    queryFn: () => ok(api.GET('/api/v1/rating-plans/{rating_plan_id}/simulations/{simulation_id}', { params: { path: { rating_plan_id, simulation_id } } })),
    refetchInterval: (query) => (query.state.data && !isOver(query.state.data) ? 700 : false),
  })

export function useSimulate(rating_plan_id: string) {
  const onSuccess = useInvalidate()
  return useMutation({
    onSuccess,
    mutationFn: (against: string | null) => ok(api.POST('/api/v1/rating-plans/{rating_plan_id}/simulation', { params: { path: { rating_plan_id } }, body: { against } })),
  })
}

export const useProducts = (query: { own?: boolean; line?: Line; cursor?: string; limit?: number }) =>
  useQuery({
    queryKey: [MODULE, 'insuranceProducts', query],
    queryFn: () => ok(api.GET('/api/v1/insurance-products', { params: { query: { limit: PAGE, ...query } } })),
    placeholderData: keepPreviousData,
  })

export const useProduct = (insurance_product_id: string | null) =>
  useQuery({
    queryKey: [MODULE, 'insuranceProduct', insurance_product_id],
    queryFn: () => ok(api.GET('/api/v1/insurance-products/{insurance_product_id}', { params: { path: { insurance_product_id: insurance_product_id ?? '' } } })),
    enabled: insurance_product_id !== null,
  })

export const useProductVersions = (insurance_product_id: string, cursor?: string) =>
  useQuery({
    queryKey: [MODULE, 'productVersions', insurance_product_id, cursor],
    queryFn: () => ok(api.GET('/api/v1/insurance-products/{insurance_product_id}/versions', {
      params: { path: { insurance_product_id }, query: { limit: PAGE, ...(cursor ? { cursor } : {}) } },
    })),
  })

export interface ProductDraft {
  name: string
  line: Line
  terms: Doc
}

const asTerms = (terms: Doc) => terms as unknown as Schemas['InsuranceProductIn']['terms']
export const checkTerms = ({ line, terms }: Pick<ProductDraft, 'line' | 'terms'>) =>
  ok(api.POST('/api/v1/insurance-products/validation', { body: { line, terms: asTerms(terms) } }))

export function useInsuranceProductActs() {
  const onSuccess = useInvalidate()
  return {
    create: useMutation({
      onSuccess,
      mutationFn: ({ name, line, terms }: ProductDraft) => ok(api.POST('/api/v1/insurance-products', { body: { name, line, terms: asTerms(terms) } })),
    }),
    revise: useMutation({
      onSuccess,
      mutationFn: ({ id, terms }: { id: string; terms: Doc }) =>
        ok(api.POST('/api/v1/insurance-products/{insurance_product_id}/versions', { params: { path: { insurance_product_id: id } }, body: { terms: asTerms(terms) } })),
    }),
    publish: useMutation({
      onSuccess,
      mutationFn: ({ id, body }: { id: string; body: Schemas['ProductPublicationIn'] }) =>
        ok(api.POST('/api/v1/insurance-products/{insurance_product_id}/publication', { params: { path: { insurance_product_id: id } }, body })),
    }),
  }
}


export const useHandOff = (insurance_product_id: string) =>
  useMutation({
    mutationFn: () => ok(api.POST('/api/v1/insurance-products/{insurance_product_id}/hand-off', { params: { path: { insurance_product_id } } })),
  })

export type Commission = Schemas['CommissionOut']

/** What the insurer filed, the newest first. */
export const useCommissions = () =>
  useQuery({ queryKey: [MODULE, 'commissions'], queryFn: () => ok(api.GET('/api/v1/insurance-commissions')) })

export function useStateCommission() {
  const onSuccess = useInvalidate()
  return useMutation({ onSuccess, mutationFn: (body: Schemas['CommissionIn']) => ok(api.POST('/api/v1/insurance-commissions', { body })) })
}
