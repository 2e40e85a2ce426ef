/** What the district asks and says of month sheets. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

type Schemas = components['schemas']
export type Month = Schemas['TargetMonthOut']
export type Sheet = Schemas['MonthSheetOut']
export type SheetFigures = Schemas['SheetFiguresOut']
export type SheetLine = Schemas['SheetLineOut']
export type Part = 'sheet' | 'added' | 'gone'

export function useMonths(code: string | undefined) {
  return useQuery({
    queryKey: ['oversight', 'months', code],
    queryFn: () => ok(api.GET('/api/v1/targets/{code}/months', { params: { path: { code: code ?? '' } } })),
    enabled: code !== undefined,
  })
}

export function useMonthSheet(code: string, month: string) {
  return useQuery({
    queryKey: ['oversight', 'month', code, month],
    queryFn: () => ok(api.GET('/api/v1/targets/{code}/months/{month}', { params: { path: { code, month } } })),
  })
}

export function useSheetLines(code: string, month: string, part: Part, cursor?: string) {
  return useQuery({
    queryKey: ['oversight', 'monthLines', code, month, part, cursor],
    queryFn: () => ok(api.GET('/api/v1/targets/{code}/months/{month}/lines', {
      params: { path: { code, month }, query: { part, cursor, limit: 100 } },
    })),
    placeholderData: (before) => before,
  })
}

/** More than this is read in a workbook, not on paper. */
export const MOST_PRINTED = 2000

/** Every line of a sheet, page by page, for print. */
export async function allLines(code: string, month: string): Promise<SheetLine[]> {
  const lines: SheetLine[] = []
  let cursor: string | null | undefined
  do {
    const page = await ok(api.GET('/api/v1/targets/{code}/months/{month}/lines', {
      params: { path: { code, month }, query: { part: 'sheet', limit: 100, ...(cursor ? { cursor } : {}) } },
    }))
    lines.push(...page.items)
    cursor = page.next
  } while (cursor && lines.length < MOST_PRINTED)
  return lines
}

function useFreshly() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['oversight'] })
}

export function useSignOff(code: string, month: string) {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: (body: components['schemas']['MonthSignatureIn']) =>
      ok(api.POST('/api/v1/targets/{code}/months/{month}/sign-off', { params: { path: { code, month } }, body })),
    onSettled: fresh,
  })
}

export function useReturnMonth(code: string, month: string) {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: (reason: string) =>
      ok(api.POST('/api/v1/targets/{code}/months/{month}/return', { params: { path: { code, month } }, body: { reason } })),
    onSuccess: fresh,
  })
}
