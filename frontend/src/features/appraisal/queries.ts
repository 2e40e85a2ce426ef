/** Every request that the pages of ordered appraisals send. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

export type Order = components['schemas']['ValuationRequestOut']
export type Quote = components['schemas']['AppraisalQuoteOut']
export type Report = components['schemas']['Report']
export type NewOrder = components['schemas']['RequestIn']
export type NewQuote = components['schemas']['QuoteIn']

const MODULE = 'appraisal'
const at = (id: string) => ({ params: { path: { valuation_request_id: id } } })

export function useOrders(cursor: string | undefined) {
  return useQuery({
    queryKey: [MODULE, 'listValuationRequests', cursor ?? ''],
    queryFn: () => ok(api.GET('/api/v1/valuation-requests', { params: { query: { cursor } } })),
  })
}

export function useOrder(id: string) {
  return useQuery({
    queryKey: [MODULE, 'getValuationRequest', id],
    queryFn: () => ok(api.GET('/api/v1/valuation-requests/{valuation_request_id}', at(id))),
  })
}

export function useAppraisers() {
  return useQuery({
    queryKey: [MODULE, 'listIssuers'],
    queryFn: async () => (await ok(api.GET('/api/v1/issuers'))).filter((each) => each.kind === 'appraiser'),
  })
}

export function useReportChecks(valuationId: string | null) {
  return useQuery({
    queryKey: [MODULE, 'getValuationReport', valuationId ?? ''],
    enabled: valuationId !== null,
    queryFn: () => ok(api.GET('/api/v1/valuation-reports/{valuation_id}', { params: { path: { valuation_id: valuationId ?? '' } } })),
  })
}

/** Banks that lend on the platform. */
export function useLenders() {
  return useQuery({
    queryKey: [MODULE, 'listLoanProducts'],
    queryFn: async () => {
      const products = await ok(api.GET('/api/v1/loan-products', { params: { query: { limit: 100 } } }))
      return [...new Map(products.items.map(({ lender }) => [lender.id, lender.name]))].map(([value, label]) => ({ value, label }))
    },
  })
}

/** The checks on what stands in the form now. */
export function useLiveChecks(id: string, report: Report | null) {
  return useQuery({
    queryKey: [MODULE, 'checkReport', id, JSON.stringify(report)],
    enabled: report !== null,
    retry: false,
    placeholderData: (before) => before,
    queryFn: () =>
      ok(api.POST('/api/v1/valuation-requests/{valuation_request_id}/report-checks', { ...at(id), body: { report: report as Report } })),
  })
}

export function useInvite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewOrder) => ok(api.POST('/api/v1/valuation-requests', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: [MODULE] }),
  })
}

export type Step =
  | { action: 'quote'; body: NewQuote }
  | { action: 'decline' | 'return'; body: { reason: string } }
  | { action: 'acceptance'; body: components['schemas']['appraisal_schemas_AcceptanceIn'] }
  | { action: 'documents'; body: components['schemas']['SharedIn'] }
  | { action: 'report'; body: components['schemas']['ReportIn'] }
  | { action: 'signature' | 'delivery'; body: { password: string; code?: string } }
  | { action: 'confirmation' | 'withdrawal' }

function send(id: string, step: Step): Promise<Order> {
  const path = at(id)
  switch (step.action) {
    case 'quote':
      return ok(api.POST('/api/v1/valuation-requests/{valuation_request_id}/quote', { ...path, body: step.body }))
    case 'decline':
      return ok(api.POST('/api/v1/valuation-requests/{valuation_request_id}/decline', { ...path, body: step.body }))
    case 'return':
      return ok(api.POST('/api/v1/valuation-requests/{valuation_request_id}/return', { ...path, body: step.body }))
    case 'acceptance':
      return ok(api.POST('/api/v1/valuation-requests/{valuation_request_id}/acceptance', { ...path, body: step.body }))
    case 'documents':
      return ok(api.POST('/api/v1/valuation-requests/{valuation_request_id}/documents', { ...path, body: step.body }))
    case 'report':
      return ok(api.POST('/api/v1/valuation-requests/{valuation_request_id}/report', { ...path, body: step.body }))
    case 'signature':
      return ok(api.POST('/api/v1/valuation-requests/{valuation_request_id}/signature', { ...path, body: step.body }))
    case 'delivery':
      return ok(api.POST('/api/v1/valuation-requests/{valuation_request_id}/delivery', { ...path, body: step.body }))
    case 'confirmation':
      return ok(api.POST('/api/v1/valuation-requests/{valuation_request_id}/confirmation', path))
    case 'withdrawal':
      return ok(api.POST('/api/v1/valuation-requests/{valuation_request_id}/withdrawal', path))
  }
}

export function useStep(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (step: Step) => send(id, step),
    onSettled: () => Promise.all([
      client.invalidateQueries({ queryKey: [MODULE] }),
      client.invalidateQueries({ queryKey: ['valuation'] }),
      client.invalidateQueries({ queryKey: ['lending'] }),
    ]),
  })
}
