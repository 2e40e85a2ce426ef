/** Workbooks of registrations made elsewhere. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import { Problem } from '../../api/problem'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

type Schemas = components['schemas']
export type Run = Schemas['RegistrationImportOut']
export type AskedColumns = Schemas['AskedColumnsOut'] & { needed: string[] }
export type ImportedRow = Schemas['RegistrationRowOut']
export const VERDICTS = ['ready', 'refused', 'known', 'recorded'] as const
export type Verdict = (typeof VERDICTS)[number]
export const VERDICT_TONE = { ready: 'info', refused: 'danger', known: 'neutral', recorded: 'success' } as const
export const RUN_TONE = { read: 'warning', recording: 'info', recorded: 'success' } as const

const ADDRESS = '/api/v1/registrations/imports'
const LOOK_AGAIN = 1000

export function useRuns(cursor?: string) {
  return useQuery({
    queryKey: ['registry', 'imports', cursor],
    queryFn: () => ok(api.GET(ADDRESS, { params: { query: { cursor } } })),
  })
}

export function useRun(id: string) {
  return useQuery({
    queryKey: ['registry', 'import', id],
    queryFn: () => ok(api.GET(`${ADDRESS}/{registration_import_id}`, { params: { path: { registration_import_id: id } } })),
    refetchInterval: (query) => (query.state.data?.state === 'recording' ? LOOK_AGAIN : false),
  })
}

/** `state`: asked anew when the workbook has moved on. */
export function useRunRows(id: string, verdict: Verdict | undefined, state: string | undefined, cursor?: string) {
  return useQuery({
    queryKey: ['registry', 'importRows', id, verdict, state, cursor],
    queryFn: () => ok(api.GET(`${ADDRESS}/{registration_import_id}/rows`, {
      params: { path: { registration_import_id: id }, query: { verdict, cursor, limit: 50 } },
    })),
    enabled: state !== undefined,
    placeholderData: (before) => before,
  })
}

function useFreshly() {
  const client = useQueryClient()
  return () => Promise.all([client.invalidateQueries({ queryKey: ['registry'] }), client.invalidateQueries({ queryKey: ['oversight'] })])
}

export function useBringIn() {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: ({ file, columns }: { file: File; columns?: Record<string, number> }) => {
      const form = new FormData()
      form.append('file', file)
      if (columns) form.append('columns', JSON.stringify(columns))
      return ok(api.POST(ADDRESS, { body: form as never, bodySerializer: (body: unknown) => body as FormData }))
    },
    onSuccess: fresh,
  })
}

/** Of a table whose headings are not known: what is asked of the person who has the file. */
export function askedColumns(error: unknown): AskedColumns | undefined {
  const asked = error instanceof Problem && error.code === 'registry.import_columns_missing' ? error.facts.asked : undefined
  return asked as AskedColumns | undefined
}

export function useRecordRun(id: string) {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: () => ok(api.POST(`${ADDRESS}/{registration_import_id}/recording`, { params: { path: { registration_import_id: id } } })),
    onSuccess: fresh,
  })
}

export const saveTemplate = () => ok(api.GET(`${ADDRESS}/template.xlsx`, { parseAs: 'blob' })) as Promise<Blob>

export const saveRefused = (id: string) =>
  ok(api.GET(`${ADDRESS}/{registration_import_id}/refused.xlsx`, { params: { path: { registration_import_id: id } }, parseAs: 'blob' })) as Promise<Blob>
