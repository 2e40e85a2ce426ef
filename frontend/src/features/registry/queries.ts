/** What the pledge desk asks, and what it does to a pledge. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client'
import type { components, operations } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

type Schemas = components['schemas']
export type ListQuery = NonNullable<operations['listPledges']['parameters']['query']>
export const PAGE = 50
const MODULE = 'registry'

export function usePledges(query: ListQuery, enabled = true) {
  return useQuery({
    queryKey: [MODULE, 'listPledges', query], placeholderData: keepPreviousData, enabled,
    queryFn: () => unwrap(api.GET('/api/v1/pledges', { params: { query } })),
  })
}

export const savePledges = (query: Pick<ListQuery, 'state' | 'q'>) =>
  unwrap(api.GET('/api/v1/pledges/export.xlsx', { params: { query }, parseAs: 'blob' })) as Promise<Blob>

export function usePledge(id: string) {
  return useQuery({
    queryKey: [MODULE, 'getPledge', id],
    queryFn: () => unwrap(api.GET('/api/v1/pledges/{pledge_id}', { params: { path: { pledge_id: id } } })),
  })
}

export function usePreflight(id: string) {
  return useQuery({
    queryKey: [MODULE, 'getPledgePreflight', id],
    queryFn: () => unwrap(api.GET('/api/v1/pledges/{pledge_id}/preflight', { params: { path: { pledge_id: id } } })),
  })
}

export function useApplication(id: string | null | undefined) {
  return useQuery({
    queryKey: ['lending', 'getLoanApplication', id], enabled: Boolean(id),
    queryFn: () => unwrap(api.GET('/api/v1/loan-applications/{application_id}', { params: { path: { application_id: id ?? '' } } })),
  })
}

export function useBook(cursor: string | null, enabled: boolean) {
  const query = { state: ['drawn' as const], sort: 'updated' as const, limit: PAGE, ...(cursor ? { cursor } : {}) }
  return useQuery({
    queryKey: ['lending', 'listLoanApplications', query], placeholderData: keepPreviousData, enabled,
    queryFn: () => unwrap(api.GET('/api/v1/loan-applications', { params: { query } })),
  })
}

export interface Acts {
  terms: Schemas['TermsIn']
  evidence: Schemas['EvidenceIn']
  signature: Schemas['SignatureIn']
  declaration: Schemas['DeclarationIn']
  reopening: Schemas['ReopeningIn']
  filing: Schemas['FilingIn']
  defect: Schemas['DefectIn']
  cure: Schemas['CureIn']
  warning: Schemas['WarningIn']
  refusal: Schemas['RefusalIn']
  registration: Schemas['RegistrationIn']
  verification: Schemas['VerificationIn']
  withdrawal: Schemas['WithdrawalIn']
  change: Schemas['ChangeIn']
  'change-result': Schemas['ResultIn']
  cancellation: Schemas['registry_schemas_taking_CancellationIn']
  'cancellation-result': Schemas['ResultIn']
  revocation: Schemas['RevocationIn']
}
export type Act = keyof Acts
export type Done = { [A in Act]: { act: A; body: Acts[A] } }[Act]

export function useAct(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ act, body }: Done) =>
      unwrap(api.POST(`/api/v1/pledges/{pledge_id}/${act}` as '/api/v1/pledges/{pledge_id}/cure', {
        params: { path: { pledge_id: id } }, body: body as Schemas['CureIn'],
      })),
    onSettled: () => Promise.all([MODULE, 'lending', 'home_bank', 'papers'].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  })
}

export function useDraw(applicationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Schemas['DrawdownIn']) =>
      unwrap(api.POST('/api/v1/loan-applications/{application_id}/drawdown', { params: { path: { application_id: applicationId } }, body })),
    onSettled: () => Promise.all([MODULE, 'lending', 'home_bank', 'papers'].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  })
}
