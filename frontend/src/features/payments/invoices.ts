/** Every request the pages of invoices send. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components, paths } from '../../api/schema'
import { useActing } from '../../lib/useActing'

export type Invoice = components['schemas']['InvoiceOut']
export type Title = components['schemas']['InvoiceTitleOut']
export type NewTitle = components['schemas']['InvoiceTitleIn']
export type InvoiceQuery = NonNullable<paths['/api/v1/invoices']['get']['parameters']['query']>

export const useInvoices = (query: InvoiceQuery) =>
  useQuery({ queryKey: ['invoices', 'list', query], queryFn: () => ok(api.GET('/api/v1/invoices', { params: { query } })), placeholderData: keepPreviousData })

export const exportInvoices = (query: InvoiceQuery) =>
  ok(api.GET('/api/v1/invoices/export.xlsx', { params: { query }, parseAs: 'blob' })) as Promise<Blob>

export const useTitle = () => useQuery({ queryKey: ['invoices', 'title'], queryFn: () => ok(api.GET('/api/v1/invoice-title')) })

export const useChargeInvoices = (id: string) =>
  useQuery({
    queryKey: ['invoices', 'ofCharge', id],
    queryFn: () => ok(api.GET('/api/v1/charges/{charge_id}/invoices', { params: { path: { charge_id: id } } })),
  })

export const useBatches = () =>
  useQuery({ queryKey: ['invoices', 'batches'], queryFn: () => ok(api.GET('/api/v1/invoice-batches', { params: { query: { limit: 5 } } })) })

export const batchFile = (id: string) =>
  ok(api.GET('/api/v1/invoice-batches/{batch_id}/invoices.csv', { params: { path: { batch_id: id } }, parseAs: 'blob' })) as Promise<Blob>

/** What can be done; every list is asked again after it. */
export function useInvoiceDesk() {
  const then = useActing(['invoices'])
  const path = (id: string) => ({ path: { invoice_id: id } })
  return {
    ask: (charge: string, form: Invoice['form']) =>
      then(ok(api.POST('/api/v1/charges/{charge_id}/invoices', { params: { path: { charge_id: charge } }, body: { form } }))),
    state: (body: NewTitle) => then(ok(api.POST('/api/v1/invoice-title', { body }))),
    withdraw: (id: string, reason: string) => then(ok(api.POST('/api/v1/invoices/{invoice_id}/withdrawal', { params: path(id), body: { reason } }))),
    refuse: (id: string, reason: string) => then(ok(api.POST('/api/v1/invoices/{invoice_id}/refusal', { params: path(id), body: { reason } }))),
    credit: (id: string, reason: string) => then(ok(api.POST('/api/v1/invoices/{invoice_id}/credit-notes', { params: path(id), body: { reason } }))),
    number: (id: string, number: string, day: string, file: string | null) =>
      then(ok(api.POST('/api/v1/invoices/{invoice_id}/number', { params: path(id), body: { number, issued_on: day, file_id: file } }))),
    gather: () => then(ok(api.POST('/api/v1/invoice-batches'))),
  }
}
