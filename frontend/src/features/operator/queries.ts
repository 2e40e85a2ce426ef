/** Every request the operator's pages send. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components, paths } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

export type Case = components['schemas']['CaseOut']
export type Licence = components['schemas']['LicenceOut']
export type CaseState = components['schemas']['CaseOut']['state']
export type Run = components['schemas']['ImportOut']
export type RunRow = components['schemas']['ImportRowOut']
export type Organisation = components['schemas']['OrganisationRowOut']
export type NewOrganisation = components['schemas']['OrganisationIn']
export type Issued = components['schemas']['OrganisationCreatedOut']
export type Eligibility = components['schemas']['GuaranteeEligibilityOut']
export type AuditEvent = components['schemas']['AuditEventOut']

type Query<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never
export type CaseQuery = Query<'/api/v1/kyb-cases'>
export type OrganisationQuery = Query<'/api/v1/operator/organisations'>
export type AuditQuery = Query<'/api/v1/audit-events'>
export type RunQuery = Query<'/api/v1/patents/imports'>
export type RowQuery = Query<'/api/v1/patents/imports/{run_id}/rows'>

export function useCases(query: CaseQuery) {
  return useQuery({
    queryKey: ['kyb', 'listKybCases', query],
    queryFn: () => ok(api.GET('/api/v1/kyb-cases', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })
}

export function useCase(id: string) {
  return useQuery({
    queryKey: ['kyb', 'getKybCase', id],
    queryFn: () => ok(api.GET('/api/v1/kyb-cases/{case_id}', { params: { path: { case_id: id } } })),
  })
}

function useCaseChanged() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['kyb'] })
}

export function useApprove(id: string) {
  return useMutation({
    mutationFn: (body: components['schemas']['KybApprovalIn']) => ok(api.POST('/api/v1/kyb-cases/{case_id}/approval', { params: { path: { case_id: id } }, body })),
    onSettled: useCaseChanged(),
  })
}

export function useSendBack(id: string) {
  return useMutation({
    mutationFn: (body: components['schemas']['ReturnIn']) =>
      ok(api.POST('/api/v1/kyb-cases/{case_id}/return', { params: { path: { case_id: id } }, body })),
    onSettled: useCaseChanged(),
  })
}

export function useOrganisations(query: OrganisationQuery) {
  return useQuery({
    queryKey: ['identity', 'listOrganisations', query],
    queryFn: () => ok(api.GET('/api/v1/operator/organisations', { params: { query } })),
    placeholderData: keepPreviousData,
  })
}

export const saveOrganisations = (query: Pick<OrganisationQuery, 'kind' | 'q'>) =>
  ok(api.GET('/api/v1/operator/organisations/export.xlsx', { params: { query }, parseAs: 'blob' })) as Promise<Blob>

export function useCreateOrganisation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewOrganisation) => ok(api.POST('/api/v1/operator/organisations', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['identity', 'listOrganisations'] }),
  })
}

export const isOver = (run: Run | undefined) => run !== undefined && (run.state === 'done' || run.state === 'failed')

export function useRuns(query: RunQuery) {
  return useQuery({
    queryKey: ['portfolio', 'listPatentsImports', query],
    queryFn: () => ok(api.GET('/api/v1/patents/imports', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: (asked) => (asked.state.data?.items.every(isOver) ? 30_000 : 2_000),
  })
}

export function useRun(id: string) {
  const client = useQueryClient()
  return useQuery({
    queryKey: ['portfolio', 'getPatentImports', id],
    queryFn: async () => {
      const run = await ok(api.GET('/api/v1/patents/imports/{run_id}', { params: { path: { run_id: id } } }))
      if (isOver(run)) void client.invalidateQueries({ queryKey: ['portfolio', 'listPatentsImports'] })
      return run
    },
    enabled: id !== '',
    refetchInterval: (asked) => (isOver(asked.state.data) || asked.state.data?.asked ? false : 1_000),
  })
}

export function useMapColumns(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (columns: Record<string, number>) =>
      ok(api.POST('/api/v1/patents/imports/{run_id}/mapping', { params: { path: { run_id: id } }, body: { columns } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['portfolio'] }),
  })
}

export function useRunRows(id: string, query: RowQuery, enabled: boolean) {
  return useQuery({
    queryKey: ['portfolio', 'listPatentImportsRows', id, query],
    queryFn: () => ok(api.GET('/api/v1/patents/imports/{run_id}/rows', { params: { path: { run_id: id }, query } })),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function exportAudit(query: AuditQuery): Promise<Blob> {
  return ok(api.GET('/api/v1/audit-events/export.xlsx', { params: { query }, parseAs: 'blob' })) as Promise<Blob>
}

export function useAudit(query: AuditQuery) {
  return useQuery({
    queryKey: ['oversight', 'listAuditEvents', query],
    queryFn: () => ok(api.GET('/api/v1/audit-events', { params: { query } })),
    placeholderData: keepPreviousData,
  })
}

export const useCalendarYear = (year: number) => useQuery({
  queryKey: ['calendar', 'year', year],
  queryFn: () => ok(api.GET('/api/v1/calendar', { params: { query: { year } } })),
})

export function useEligibilities(cursor?: string) {
  return useQuery({
    queryKey: ['insurance', 'guaranteeEligibility', cursor],
    queryFn: () => ok(api.GET('/api/v1/guarantee-eligibility', { params: { query: { limit: 20, ...(cursor ? { cursor } : {}) } } })),
    placeholderData: keepPreviousData,
  })
}

export function useAdmit() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: components['schemas']['GuaranteeEligibilityIn']) => ok(api.POST('/api/v1/guarantee-eligibility', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['insurance', 'guaranteeEligibility'] }),
  })
}
