/** What the valuation tab asks: the working of the frozen value, and "what if". */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, unwrap } from '../../../api/client'
import type { components } from '../../../api/schema'
import type { Interval } from '../../../ui/worth/IntervalChart'

type Schemas = components['schemas']
export type CaseValuation = Schemas['CaseValuationOut']
export type Lever = Schemas['CaseLeverOut']
export type WhatIf = Schemas['WhatIfOut']
export type Asked = Partial<Record<Lever['name'], string>>

export function useCaseValuation(id: string) {
  return useQuery({
    queryKey: ['lending', 'loanApplicationValuation', id],
    queryFn: () => unwrap(api.GET('/api/v1/loan-applications/{application_id}/valuation', { params: { path: { application_id: id } } })),
  })
}

/** As the pages of orders keep them, so that either sees what the other did. */
export const ORDERS = 'appraisal'

/** What the bank ordered for a case. */
export function useCaseOrders(id: string) {
  return useQuery({
    queryKey: [ORDERS, 'ofCase', id],
    queryFn: async () => (await unwrap(api.GET('/api/v1/valuation-requests', { params: { query: { application_id: id, limit: 50 } } }))).items,
  })
}

export function useAppraisers() {
  return useQuery({
    queryKey: [ORDERS, 'listIssuers'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/issuers'))).filter((each) => each.kind === 'appraiser'),
  })
}

/** Asked at each move; a move that another overtakes is given up. */
export function useWhatIf(id: string, asked: Asked) {
  return useQuery({
    queryKey: ['lending', 'supposeValuation', id, asked],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/v1/loan-applications/{application_id}/valuation/what-if', { params: { path: { application_id: id } }, body: asked, signal })),
    enabled: Object.keys(asked).length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })
}

type Translate = (key: string, options?: Record<string, unknown>) => string

/** Each method, then the value of all, then the one supposed. */
export function intervals(value: CaseValuation, supposed: WhatIf | undefined, t: Translate): Interval[] {
  const ranged = (each: { base_date: string; valuer: string; low_fen: number; central_fen: number; high_fen: number }) => ({
    baseDate: each.base_date, valuer: each.valuer, low: each.low_fen, central: each.central_fen, high: each.high_fen,
  })
  const rows: Interval[] = value.methods.length < 2 ? [] : value.methods.map((each) => ({
    key: each.method, name: t(`worth.way.${each.method}`), method: t(`worth.approach.${each.approach}`), ...ranged(each),
  }))
  const only = value.methods.length === 1 ? t(`worth.way.${value.methods[0]?.method}`) : t('bank.valuation.adopted')
  rows.push({ key: 'whole', name: only, method: t(`worth.approach.${value.method}`), ...ranged(value), isChosen: true })
  if (supposed) rows.push({ key: 'supposed', name: t('bank.valuation.supposed'), method: t(`worth.approach.${supposed.method}`), ...ranged(supposed) })
  return rows
}

/** Shares move by a tenth of a point, years by one: steps from the lowest. */
export const stepOf = (name: string): number => (name === 'years' ? 1 : 0.001)

/** A figure of a slider as the service takes it. */
export const asked = (name: string, value: number): string => value.toFixed(name === 'years' ? 6 : 4).replace(/\.?0+$/, '')
