/** Every request that the reference tables send. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok, upload } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'
import type { Row } from './model'

export type Table = components['schemas']['ReferenceTableOut']
export type Version = components['schemas']['ReferenceVersionOut']
export type VersionDetail = components['schemas']['ReferenceVersionDetailOut']
export type Proposal = components['schemas']['ReferenceProposalOut']
export type ProposalDetail = components['schemas']['ReferenceProposalDetailOut']
export type Change = components['schemas']['ReferenceChangeOut']
export type Column = components['schemas']['ReferenceColumnOut']
export type Step = { action: 'acceptance'; id: string } | { action: 'withdrawal'; id: string } | { action: 'decline'; id: string; reason: string }

const MODULE = 'reference'
const LIMIT = 20

export const useTables = () => useQuery({
  queryKey: [MODULE, 'tables'],
  queryFn: () => ok(api.GET('/api/v1/reference-tables')),
})

export const useTable = (table: string) => useQuery({
  queryKey: [MODULE, 'table', table],
  queryFn: () => ok(api.GET('/api/v1/reference-tables/{reference_table}', { params: { path: { reference_table: table } } })),
})

export const useVersions = (table: string, cursor: string) => useQuery({
  queryKey: [MODULE, 'versions', table, cursor],
  queryFn: () => ok(api.GET('/api/v1/reference-tables/{reference_table}/versions', {
    params: { path: { reference_table: table }, query: { cursor: cursor || undefined, limit: LIMIT } },
  })),
})

export const useVersion = (id: string, against: number | null) => useQuery({
  queryKey: [MODULE, 'version', id, against],
  queryFn: () => ok(api.GET('/api/v1/reference-versions/{reference_version_id}', {
    params: { path: { reference_version_id: id }, query: { against: against ?? undefined } },
  })),
  placeholderData: (before) => before?.version.id === id ? before : undefined,
})

export const useProposals = (table: string) => useQuery({
  queryKey: [MODULE, 'proposals', table],
  queryFn: () => ok(api.GET('/api/v1/reference-tables/{reference_table}/proposals', {
    params: { path: { reference_table: table }, query: { limit: LIMIT } },
  })),
})

export const useProposal = (id: string) => useQuery({
  queryKey: [MODULE, 'proposal', id],
  queryFn: () => ok(api.GET('/api/v1/reference-proposals/{reference_proposal_id}', { params: { path: { reference_proposal_id: id } } })),
})

export const sheetOf = (id: string): Promise<Blob> => ok(
  api.GET('/api/v1/reference-versions/{reference_version_id}/sheet.xlsx', { params: { path: { reference_version_id: id } }, parseAs: 'blob' }),
) as Promise<Blob>

export const useReading = (table: string) => useMutation({
  mutationFn: (file: File) => {
    const form = new FormData()
    form.append('file', file, file.name)
    return upload<{ rows: Row[] }>(`/api/v1/reference-tables/${table}/reading`, form)
  },
})

export function usePropose() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: components['schemas']['ReferenceProposalIn']) => ok(api.POST('/api/v1/reference-proposals', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: [MODULE] }),
  })
}

async function send(step: Step): Promise<void> {
  const path = { params: { path: { reference_proposal_id: step.id } } }
  if (step.action === 'acceptance') await ok(api.POST('/api/v1/reference-proposals/{reference_proposal_id}/acceptance', path))
  else if (step.action === 'withdrawal') await ok(api.POST('/api/v1/reference-proposals/{reference_proposal_id}/withdrawal', path))
  else await ok(api.POST('/api/v1/reference-proposals/{reference_proposal_id}/decline', { ...path, body: { reason: step.reason } }))
}

export function useDecide() {
  const client = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => client.invalidateQueries() })
}
