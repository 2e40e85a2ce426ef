/** What the bank's pages ask of loan applications, and what they do to them. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '../../../api/client'
import type { components, operations } from '../../../api/schema'
import { useMutation } from '../../../lib/useMutation'

type Schemas = components['schemas']
export type QueueQuery = NonNullable<operations['listLoanApplications']['parameters']['query']>
export type QueueView = NonNullable<QueueQuery['view']>

export const PAGE = 50
const MODULE = 'lending'

export function useApplications(query: QueueQuery, enabled = true) {
  return useQuery({
    queryKey: [MODULE, 'listLoanApplications', query],
    queryFn: () => unwrap(api.GET('/api/v1/loan-applications', { params: { query } })),
    placeholderData: keepPreviousData,
    enabled,
  })
}

/** More than this is read in a workbook, not on paper. */
export const MOST_PRINTED = 2000

async function everyApplication(filter: QueueQuery) {
  const items: Schemas['ApplicationOut'][] = []
  let cursor: string | null = null
  let total: number | string
  do {
    const query: QueueQuery = { ...filter, limit: 100, ...(cursor ? { cursor } : {}) }
    const page = await unwrap(api.GET('/api/v1/loan-applications', { params: { query } }))
    total = page.total
    if (Number(total) <= MOST_PRINTED) items.push(...page.items)
    cursor = Number(total) <= MOST_PRINTED ? page.next : null
  } while (cursor)
  return { items, total }
}

/** The whole list for print; no rows where there are more than a paper takes. */
export function useAllApplications(filter: QueueQuery) {
  return useQuery({ queryKey: [MODULE, 'everyLoanApplication', filter], queryFn: () => everyApplication(filter) })
}

/** The list as it is asked for, all of it, as a file. */
export function exportApplications(query: QueueQuery): Promise<Blob> {
  return unwrap(api.GET('/api/v1/loan-applications/export.xlsx', { params: { query }, parseAs: 'blob' })) as Promise<Blob>
}

/** A case as a workbook, part by part. */
export function exportCase(application_id: string): Promise<Blob> {
  return unwrap(api.GET('/api/v1/loan-applications/{application_id}/case.xlsx', { params: { path: { application_id } }, parseAs: 'blob' })) as Promise<Blob>
}

/** How many there are, without reading them. */
export function useCount(query: QueueQuery) {
  const found = useApplications({ ...query, limit: 1 })
  return found.data?.total
}

export function useDossier(id: string) {
  return useQuery({
    queryKey: [MODULE, 'loanApplicationDossier', id],
    queryFn: () =>
      unwrap(api.GET('/api/v1/loan-applications/{application_id}/dossier', { params: { path: { application_id: id } } })),
  })
}

export function useMembers() {
  return useQuery({
    queryKey: ['identity', 'listMembers'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/members'))).items,
    staleTime: 60_000,
  })
}

/** What a bank may do to an application, with the body that each act takes. */
export interface Acts {
  intake: undefined
  assignment: Schemas['AssignmentIn']
  return: Schemas['ApplicationReturnIn']
  'document-request': Schemas['DocumentRequestIn']
  'valuation-check': Schemas['ValuationCheckIn']
  'valuation-adoption': Schemas['ValuationAdoptionIn']
  'internal-valuation': Schemas['InternalValuationIn']
  evidence: Schemas['ApplicationEvidenceIn']
  'set-aside': Schemas['SetAsideIn']
  opinion: Schemas['OpinionIn']
  approval: Schemas['ApprovalIn']
  refusal: Schemas['ApplicationRefusalIn']
  'send-back': Schemas['SendBackIn']
  'offer-retraction': Schemas['ReasonIn']
  'evidence-pack': undefined
}
export type Act = keyof Acts
export type Done = { [A in Act]: { id: string; act: A; body: Acts[A] } }[Act]

export async function perform({ id, act, body }: Done): Promise<Schemas['ApplicationOut']> {
  const path = { application_id: id }
  return unwrap(api.POST(`/api/v1/loan-applications/{application_id}/${act}` as '/api/v1/loan-applications/{application_id}/return', {
    params: { path }, body: body as Schemas['ReasonIn'],
  }))
}

export function useAct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: perform,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [MODULE] }),
        client.invalidateQueries({ queryKey: ['registry'] }),
        client.invalidateQueries({ queryKey: ['home_bank'] }),
        client.invalidateQueries({ queryKey: ['papers'] }),
      ]),
  })
}
