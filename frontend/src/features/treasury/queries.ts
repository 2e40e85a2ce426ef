/** Every request the operator's pages of money send. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'

export type Account = components['schemas']['AccountOut']
export type Posting = components['schemas']['PostingOut']
export type Task = components['schemas']['PaymentTaskOut']

const LIMIT = 20
const page = (cursor: string) => ({ cursor: cursor || undefined, limit: LIMIT })

export const useAccounts = (cursor: string) =>
  useQuery({
    queryKey: ['payments', 'listLedgerAccounts', cursor],
    queryFn: () => ok(api.GET('/api/v1/ledger/accounts', { params: { query: page(cursor) } })),
    placeholderData: keepPreviousData,
  })

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

/** What the desk does; each ends in fresh lists. */
export function useDesk() {
  const cache = useQueryClient()
  const then = async <T,>(asked: Promise<T>): Promise<T> => {
    const answer = await asked
    await cache.invalidateQueries({ queryKey: ['payments'] })
    return answer
  }
  return {
    closeMonth: (month: string) => then(ok(api.POST('/api/v1/ledger/closings', { body: { month } }))),
    settle: (task_id: string, resolution: string) =>
      then(ok(api.POST('/api/v1/operator/payment-tasks/{task_id}/resolution', { params: { path: { task_id } }, body: { resolution } }))),
  }
}
