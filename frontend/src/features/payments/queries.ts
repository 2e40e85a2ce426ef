/** Every request the pages of bills and payment send. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, everyPage, ok } from '../../api/client'
import type { components, paths } from '../../api/schema'
import { useActing } from '../../lib/useActing'
import { useMutation } from '../../lib/useMutation'
import { isDue } from './model'

/** How often to look, in milliseconds: while somebody waits, and otherwise. */
const WAITING = 3_000
const WATCHED = 30_000

export type Charge = components['schemas']['ChargeOut']
export type Totals = components['schemas']['ChargeTotalsOut']
export type Movement = components['schemas']['MovementOut']
export type ChargeQuery = NonNullable<paths['/api/v1/charges']['get']['parameters']['query']>

export function useCharges(query: ChargeQuery) {
  return useQuery({
    queryKey: ['payments', 'listCharges', query],
    queryFn: () => ok(api.GET('/api/v1/charges', { params: { query } })),
    placeholderData: keepPreviousData,
  })
}

export const useTotals = () =>
  useQuery({ queryKey: ['payments', 'getChargesTotals'], queryFn: () => ok(api.GET('/api/v1/charges/totals')) })

export const exportCharges = (query: ChargeQuery) =>
  ok(api.GET('/api/v1/charges/export.xlsx', { params: { query }, parseAs: 'blob' })) as Promise<Blob>

/** Looked at often while somebody waits for his payment to arrive. */
export function useCharge(id: string, waiting: boolean) {
  return useQuery({
    queryKey: ['payments', 'getCharge', id],
    queryFn: () => ok(api.GET('/api/v1/charges/{charge_id}', { params: { path: { charge_id: id } } })),
    refetchInterval: (asked) => (waiting && (asked.state.data === undefined || isDue(asked.state.data)) ? WAITING : WATCHED),
  })
}

/** What has moved so far; asked again whenever the charge itself has changed. */
export function useHistory(charge: Charge | undefined) {
  const id = charge?.id ?? ''
  return useQuery({
    queryKey: ['payments', 'listChargeHistory', id, charge?.state, charge?.kept_fen, charge?.refunded_fen, charge?.refund_ordered_fen],
    queryFn: () => everyPage((cursor) => ok(api.GET('/api/v1/charges/{charge_id}/history', { params: { path: { charge_id: id }, query: { cursor, limit: 100 } } }))),
    enabled: charge !== undefined,
    placeholderData: keepPreviousData,
  })
}

export function useCancel(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (reason: string) =>
      ok(api.POST('/api/v1/charges/{charge_id}/cancellation', { params: { path: { charge_id: id } }, body: { reason } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['payments'] }),
  })
}

/** The page on which what is open of a charge is paid. */
export function useCheckout(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => ok(api.POST('/api/v1/charges/{charge_id}/checkout', { params: { path: { charge_id: id } } })),
    onError: () => client.invalidateQueries({ queryKey: ['payments'] }),
  })
}

/** Where to pay what is still open. */
export const useInstruction = (charge: Charge) =>
  useQuery({
    queryKey: ['payments', 'getChargeInstruction', charge.id, charge.outstanding_fen],
    queryFn: () => ok(api.GET('/api/v1/charges/{charge_id}/instruction', { params: { path: { charge_id: charge.id } } })),
  })

export type PayoutAccount = components['schemas']['PayoutAccountOut']
export type NewPayoutAccount = components['schemas']['PayoutAccountIn']

/** To which accounts the own organisation was and is paid. */
export const usePayoutAccounts = (cursor: string) =>
  useQuery({
    queryKey: ['payments', 'listPayoutAccounts', cursor],
    queryFn: () => ok(api.GET('/api/v1/payout-accounts', { params: { query: { cursor: cursor || undefined, limit: 20 } } })),
    placeholderData: keepPreviousData,
  })

/** A code that is asked for is asked by the client, over the page. */
export function usePayoutActions() {
  const then = useActing(['payments', 'listPayoutAccounts'])
  const one = (payout_account_id: string) => ({ params: { path: { payout_account_id } } })
  return {
    register: (body: NewPayoutAccount) => then(ok(api.POST('/api/v1/payout-accounts', { body }))),
    confirm: (id: string, password: string) => then(ok(api.POST('/api/v1/payout-accounts/{payout_account_id}/confirmation', { ...one(id), body: { password } }))),
    refuse: (id: string) => then(ok(api.POST('/api/v1/payout-accounts/{payout_account_id}/refusal', one(id)))),
  }
}

/** The same as a PDF; with the words of a refusal when there is none to give. */
export const instructionSheet = (id: string) =>
  ok(api.GET('/api/v1/charges/{charge_id}/instruction.pdf', { params: { path: { charge_id: id } }, parseAs: 'blob' })) as unknown as Promise<Blob>
