/** What the bank's book is asked for. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, unwrap } from '../../../api/client'
import type { components } from '../../../api/schema'

type Schemas = components['schemas']
export type Group = Schemas['BookGroupOut']
export type BookCase = Schemas['BookCaseOut']
export type By = Schemas['LoanBookOut']['by']
export const BYS: By[] = ['firm', 'industry', 'right_kind', 'product', 'division', 'maturity', 'state', 'alert']

export function useBook(by: By, on: string | undefined) {
  return useQuery({
    queryKey: ['lending', 'loanBook', by, on], placeholderData: keepPreviousData,
    queryFn: () => unwrap(api.GET('/api/v1/loan-book', { params: { query: { by, on } } })),
  })
}

export function useBookCases(query: { by: By; key?: string | undefined; on?: string | undefined; cursor?: string | undefined }) {
  return useQuery({
    queryKey: ['lending', 'loanBookCases', query],
    queryFn: () => unwrap(api.GET('/api/v1/loan-book/cases', { params: { query: { ...query, limit: 20 } } })),
  })
}

export function exportBook(on: string | undefined): Promise<Blob> {
  return unwrap(api.GET('/api/v1/loan-book/export.xlsx', { params: { query: { on } }, parseAs: 'blob' })) as Promise<Blob>
}
