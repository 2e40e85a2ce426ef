/** Every request the operator's pages of money send. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok, upload } from '../../api/client'
import type { components, paths } from '../../api/schema'
import { useActing } from '../../lib/useActing'
import { useMutation } from '../../lib/useMutation'

export type Account = components['schemas']['AccountOut']
export type Posting = components['schemas']['PostingOut']
export type BankAccount = components['schemas']['BankAccountOut']
export type NewBankAccount = components['schemas']['BankAccountIn']
export type Statement = components['schemas']['StatementOut']
export type Line = components['schemas']['LineOut']
export type NewMatch = components['schemas']['LineMatchIn']
export type LineQuery = NonNullable<paths['/api/v1/bank-statement-lines']['get']['parameters']['query']>
export type NewCharge = components['schemas']['ChargeIn']
export type Charge = components['schemas']['ChargeOut']
export type Fee = components['schemas']['FeeVersionOut']
export type InvoiceRule = components['schemas']['InvoiceRuleOut']
export type NewInvoiceRule = components['schemas']['InvoiceRuleIn']
export type FeeProposal = components['schemas']['FeeProposalOut']
export type NewFee = components['schemas']['FeeVersionIn']
export type Reconciliation = components['schemas']['ReconciliationOut']
export type Side = Reconciliation['sides'][number]
export type Order = components['schemas']['OrderOut']
export type NewRefund = components['schemas']['RefundIn']
export type OrderQuery = NonNullable<paths['/api/v1/payment-orders']['get']['parameters']['query']>
export type Payee = components['schemas']['PayeeOut']
export type NewPayout = components['schemas']['PayoutListIn']['payouts'][number]
export type PayoutList = components['schemas']['PayoutListOut']
export type Layout = components['schemas']['LayoutOut']
export type NewLayout = components['schemas']['LayoutIn']
export type LayoutProposal = components['schemas']['LayoutProposalOut']
export type SampleRows = components['schemas']['SampleRowsOut']
export type Tried = components['schemas']['TriedOut']
export type WaitingPayment = components['schemas']['WaitingPaymentOut']
export type Task = components['schemas']['PaymentTaskOut']

/** Why a line waits for people, as the API names it. */
export const REASONS = [
  'no_reference', 'wrong_check_digit', 'unknown_reference', 'several_references', 'other_book', 'charge_cancelled', 'payer_differs', 'ambiguous', 'reported', 'paid_out', 'foreign_currency', 'bounced',
] as const

const LIMIT = 20
const page = (cursor: string) => ({ cursor: cursor || undefined, limit: LIMIT })

export const useAccounts = (cursor: string) =>
  useQuery({
    queryKey: ['payments', 'listLedgerAccounts', cursor],
    queryFn: () => ok(api.GET('/api/v1/ledger/accounts', { params: { query: page(cursor) } })),
    placeholderData: keepPreviousData,
  })

export const savePostings = (account_id: string) =>
  ok(api.GET('/api/v1/ledger/accounts/{account_id}/postings.xlsx', { params: { path: { account_id } }, parseAs: 'blob' })) as Promise<Blob>

export const usePostings = (account_id: string, cursor: string) =>
  useQuery({
    queryKey: ['payments', 'listLedgerPostings', account_id, cursor],
    queryFn: () => ok(api.GET('/api/v1/ledger/accounts/{account_id}/postings', { params: { path: { account_id }, query: page(cursor) } })),
    placeholderData: keepPreviousData,
  })

export const useTasks = (settled: boolean, cursor: string) =>
  useQuery({
    queryKey: ['payments', 'listPaymentTasks', settled, cursor],
    queryFn: () => ok(api.GET('/api/v1/operator/payment-tasks', { params: { query: { settled, ...page(cursor) } } })),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })

export const useBankAccounts = () =>
  useQuery({
    queryKey: ['payments', 'listBankAccounts'],
    queryFn: () => ok(api.GET('/api/v1/bank-accounts', { params: { query: { limit: 100 } } })),
  })

export const useStatements = (cursor: string) =>
  useQuery({
    queryKey: ['payments', 'listBankStatements', cursor],
    queryFn: () => ok(api.GET('/api/v1/bank-statements', { params: { query: page(cursor) } })),
    placeholderData: keepPreviousData,
    refetchInterval: (asked) => (asked.state.data?.items.some((each) => each.new_lines > 0) ? 2_000 : 30_000),
  })

export const useStatement = (statement_id: string) =>
  useQuery({
    queryKey: ['payments', 'getBankStatement', statement_id],
    queryFn: () => ok(api.GET('/api/v1/bank-statements/{statement_id}', { params: { path: { statement_id } } })),
    refetchInterval: (asked) => (asked.state.data && asked.state.data.new_lines > 0 ? 2_000 : 30_000),
  })

/** The lines of one statement, or of all. */
export const useLines = (statement_id: string | undefined, query: LineQuery) =>
  useQuery({
    queryKey: ['payments', 'listBankLines', statement_id, query],
    queryFn: () => statement_id === undefined
      ? ok(api.GET('/api/v1/bank-statement-lines', { params: { query } }))
      : ok(api.GET('/api/v1/bank-statements/{statement_id}/lines', { params: { path: { statement_id }, query } })),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  })

/** Charges that still wait for money, by words. */
export const useOpenCharges = (q: string) =>
  useQuery({
    queryKey: ['payments', 'listCharges', 'open', q],
    queryFn: () => ok(api.GET('/api/v1/charges', { params: { query: { view: 'due', q: q || undefined, limit: 50 } } })),
    placeholderData: keepPreviousData,
  })

/** Organisations whose name has this in it. */
export const useNamed = (q: string, kind?: components['schemas']['OrganisationRowOut']['kind']) =>
  useQuery({
    queryKey: ['identity', 'listOrganisations', 'named', q, kind],
    queryFn: () => ok(api.GET('/api/v1/operator/organisations', { params: { query: { q: q || undefined, kind, limit: 20 } } })),
    placeholderData: keepPreviousData,
  })

export const useOrders = (query: OrderQuery) =>
  useQuery({
    queryKey: ['payments', 'listPaymentOrders', query],
    queryFn: () => ok(api.GET('/api/v1/payment-orders', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })

/** Paid orders that a line may bring back, the likeliest first. */
export const useReturnedOrders = (line_id: string, q: string, enabled: boolean) =>
  useQuery({
    queryKey: ['payments', 'listReturnedOrders', line_id, q],
    queryFn: () => ok(api.GET('/api/v1/bank-statement-lines/{line_id}/returned-orders', { params: { path: { line_id }, query: { q: q || undefined, limit: 50 } } })),
    enabled,
    placeholderData: keepPreviousData,
  })

/** For whom client money is held. */
export const usePayees = (cursor: string) =>
  useQuery({
    queryKey: ['payments', 'listPayees', cursor],
    queryFn: () => ok(api.GET('/api/v1/payees', { params: { query: { cursor: cursor || undefined, limit: 100 } } })),
    placeholderData: keepPreviousData,
  })

export const usePayoutLists = () =>
  useQuery({
    queryKey: ['payments', 'listPayoutLists'],
    queryFn: () => ok(api.GET('/api/v1/payout-lists', { params: { query: { limit: 10 } } })),
    refetchInterval: 30_000,
  })

export const useLayouts = (cursor: string) =>
  useQuery({
    queryKey: ['payments', 'listStatementLayouts', cursor],
    queryFn: () => ok(api.GET('/api/v1/statement-layouts', { params: { query: { cursor: cursor || undefined, limit: 100 } } })),
    placeholderData: keepPreviousData,
  })

export const useLayoutProposals = () =>
  useQuery({
    queryKey: ['payments', 'listLayoutProposals'],
    queryFn: () => ok(api.GET('/api/v1/statement-layout-proposals', { params: { query: { limit: 100 } } })),
    refetchInterval: 30_000,
  })

/** What the payment service has sent to the bank and no line is tied to. */
export const useGatewayPayouts = (asked: boolean) =>
  useQuery({
    queryKey: ['payments', 'listGatewayPayouts'],
    queryFn: () => ok(api.GET('/api/v1/gateway-payouts', { params: { query: { limit: 100 } } })),
    enabled: asked,
  })

/** Money that came by the payment service for no charge. */
export const useWaitingPayments = () =>
  useQuery({
    queryKey: ['payments', 'listWaitingPayments'],
    queryFn: () => ok(api.GET('/api/v1/operator/gateway-payments', { params: { query: { limit: 100 } } })),
    refetchInterval: 30_000,
  })

export const useOrderFiles = () =>
  useQuery({
    queryKey: ['payments', 'listPaymentFiles'],
    queryFn: () => ok(api.GET('/api/v1/payment-files', { params: { query: { limit: 10 } } })),
  })

export const useReconciliation = () =>
  useQuery({
    queryKey: ['payments', 'getReconciliation'],
    queryFn: () => ok(api.GET('/api/v1/reconciliation')),
    refetchInterval: 60_000,
  })

export const useInvoiceRules = (cursor: string) =>
  useQuery({
    queryKey: ['invoices', 'rules', cursor],
    queryFn: () => ok(api.GET('/api/v1/invoice-rules', { params: { query: page(cursor) } })),
    placeholderData: keepPreviousData,
  })

export const useFees = (cursor: string) =>
  useQuery({
    queryKey: ['payments', 'listFeeSchedules', cursor],
    queryFn: () => ok(api.GET('/api/v1/fee-schedules', { params: { query: { cursor: cursor || undefined, limit: 100 } } })),
    placeholderData: keepPreviousData,
  })

/** Versions that wait for another person. */
export const useFeeProposals = (asked: boolean) =>
  useQuery({
    queryKey: ['payments', 'listFeeProposals'],
    queryFn: () => ok(api.GET('/api/v1/fee-proposals', { params: { query: { limit: 100 } } })),
    enabled: asked,
    refetchInterval: 30_000,
  })

/** What a fee comes to; a share is asked for once its base is known. */
export const useFeeAmount = (fee: Fee | undefined, base_fen: number | undefined) =>
  useQuery({
    queryKey: ['payments', 'getFeeAmount', fee?.id, base_fen],
    queryFn: () => ok(api.GET('/api/v1/fee-schedules/{fee_id}/amount', { params: { path: { fee_id: fee?.id ?? '' }, query: { base_fen } } })),
    enabled: fee !== undefined && (fee.rate_bp === null || base_fen !== undefined),
    retry: false,
  })

export const useCharge = (charge_id: string) =>
  useQuery({
    queryKey: ['payments', 'getCharge', charge_id],
    queryFn: () => ok(api.GET('/api/v1/charges/{charge_id}', { params: { path: { charge_id } } })),
  })

export function useImport() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ account_id, file, onProgress }: { account_id: string; file: File; onProgress: (share: number) => void }) => {
      const form = new FormData()
      form.append('account_id', account_id)
      form.append('file', file)
      return upload<Statement>('/api/v1/bank-statements', form, onProgress)
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ['payments'] }),
  })
}

export function useRaise() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: NewCharge) => ok(api.POST('/api/v1/charges', { body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['payments'] }),
  })
}

/** What the desk does; each ends in fresh lists. */
export function useDesk() {
  const then = useActing(['payments'], ['invoices'])
  const sample = (file: File) => {
    const form = new FormData()
    form.append('file', file)
    return form
  }
  const layout = (layout_proposal_id: string) => ({ params: { path: { layout_proposal_id } } })
  const payment = (gateway_payment_id: string) => ({ params: { path: { gateway_payment_id } } })
  const line = (line_id: string) => ({ params: { path: { line_id } } })
  const order = (order_id: string) => ({ params: { path: { order_id } } })
  return {
    publishRule: (body: NewInvoiceRule) => then(ok(api.POST('/api/v1/invoice-rules', { body }))),
    proposeRefund: (body: NewRefund) => then(ok(api.POST('/api/v1/refunds', { body }))),
    proposePayouts: (payouts: NewPayout[], reason: string) => then(ok(api.POST('/api/v1/payout-lists', { body: { payouts, reason } }))),
    approvePayouts: (payout_list_id: string) => then(ok(api.POST('/api/v1/payout-lists/{payout_list_id}/approval', { params: { path: { payout_list_id } } }))),
    sampleRows: (file: File) => upload<SampleRows>('/api/v1/statement-layouts/rows', sample(file)),
    proposeLayout: (body: NewLayout) => then(ok(api.POST('/api/v1/statement-layout-proposals', { body }))),
    tryLayout: (id: string, file: File) => then(upload<Tried>(`/api/v1/statement-layout-proposals/${id}/trial`, sample(file))),
    publishLayout: (id: string) => then(ok(api.POST('/api/v1/statement-layout-proposals/{layout_proposal_id}/publication', layout(id)))),
    refuseLayout: (id: string) => then(ok(api.POST('/api/v1/statement-layout-proposals/{layout_proposal_id}/refusal', layout(id)))),
    matchPayment: (id: string, charge_id: string) => then(ok(api.POST('/api/v1/operator/gateway-payments/{gateway_payment_id}/match', { ...payment(id), body: { charge_id, note: '' } }))),
    returnPayment: (id: string, note: string) => then(ok(api.POST('/api/v1/operator/gateway-payments/{gateway_payment_id}/return', { ...payment(id), body: { note } }))),
    confirmPayment: (id: string) => then(ok(api.POST('/api/v1/operator/gateway-payments/{gateway_payment_id}/match/confirmation', payment(id)))),
    refusePayment: (id: string) => then(ok(api.POST('/api/v1/operator/gateway-payments/{gateway_payment_id}/match/refusal', payment(id)))),
    approveOrder: (id: string) => then(ok(api.POST('/api/v1/payment-orders/{order_id}/approval', order(id)))),
    refuseOrder: (id: string) => then(ok(api.POST('/api/v1/payment-orders/{order_id}/refusal', order(id)))),
    failOrder: (id: string) => then(ok(api.POST('/api/v1/payment-orders/{order_id}/failure', order(id)))),
    makeFile: (account_id: string) => then(ok(api.POST('/api/v1/payment-files', { body: { account_id } }))),
    openAccount: (body: NewBankAccount) => then(ok(api.POST('/api/v1/bank-accounts', { body }))),
    closeAccount: (bank_account_id: string) => then(ok(api.POST('/api/v1/bank-accounts/{bank_account_id}/closure', { params: { path: { bank_account_id } } }))),
    proposeMatch: (id: string, body: NewMatch) => then(ok(api.POST('/api/v1/bank-statement-lines/{line_id}/match', { ...line(id), body }))),
    confirmMatch: (id: string) => then(ok(api.POST('/api/v1/bank-statement-lines/{line_id}/match/confirmation', line(id)))),
    refuseMatch: (id: string) => then(ok(api.POST('/api/v1/bank-statement-lines/{line_id}/match/refusal', line(id)))),
    proposeFee: (body: NewFee) => then(ok(api.POST('/api/v1/fee-proposals', { body }))),
    publishFee: (fee_proposal_id: string) => then(ok(api.POST('/api/v1/fee-proposals/{fee_proposal_id}/publication', { params: { path: { fee_proposal_id } } }))),
    refuseFee: (fee_proposal_id: string) => then(ok(api.POST('/api/v1/fee-proposals/{fee_proposal_id}/refusal', { params: { path: { fee_proposal_id } } }))),
    closeMonth: (month: string) => then(ok(api.POST('/api/v1/ledger/closings', { body: { month } }))),
    settle: (task_id: string, resolution: string) =>
      then(ok(api.POST('/api/v1/operator/payment-tasks/{task_id}/resolution', { params: { path: { task_id } }, body: { resolution } }))),
  }
}
