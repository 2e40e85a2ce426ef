/** A target's parts: who answers for what, by when, and how far they say they are. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'
import type { Finding } from './stated'

type Schemas = components['schemas']
export type Parts = Schemas['TargetPartsOut']
export type Division = Schemas['TargetDivisionOut']
export type Part = Schemas['TargetPartOut']
export type PartReport = Schemas['PartReportOut']
export type DivisionIn = Schemas['TargetPartsIn']
export type PartReportIn = Schemas['PartReportIn']

const ADDRESS = '/api/v1/targets/{code}/parts'

export function useParts(code: string | undefined, known?: string) {
  return useQuery({
    queryKey: ['oversight', 'parts', code, known],
    queryFn: () => ok(api.GET(ADDRESS, { params: { path: { code: code ?? '' }, query: { as_known_on: known } } })),
    enabled: code !== undefined,
  })
}

export function usePartReports(code: string, cursor?: string) {
  return useQuery({
    queryKey: ['oversight', 'partReports', code, cursor],
    queryFn: () => ok(api.GET(`${ADDRESS}/reports`, { params: { path: { code }, query: { cursor } } })),
  })
}

function useFreshly() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['oversight'] })
}

export function useDivide(code: string) {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: (body: DivisionIn) => ok(api.POST(ADDRESS, { params: { path: { code } }, body })),
    onSuccess: fresh,
  })
}

export function useDecideParts(code: string) {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: ({ id, outcome, reason }: { id: string; outcome: 'confirmed' | 'returned'; reason: string | null }) =>
      ok(api.POST(`${ADDRESS}/{division_id}/decision`, { params: { path: { code, division_id: id } }, body: { outcome, reason } })),
    onSuccess: fresh,
  })
}

export function useReportPart(code: string) {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: (body: PartReportIn) => ok(api.POST(`${ADDRESS}/reports`, { params: { path: { code } }, body })),
    onSuccess: fresh,
  })
}

export function useCheckPartReport(code: string) {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: Finding }) =>
      ok(api.POST(`${ADDRESS}/reports/{part_report_id}/verification`, { params: { path: { code, part_report_id: id } }, body })),
    onSuccess: fresh,
  })
}

export function useWithdrawPartReport(code: string) {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      ok(api.POST(`${ADDRESS}/reports/{part_report_id}/withdrawal`, { params: { path: { code, part_report_id: id } }, body: { reason } })),
    onSuccess: fresh,
  })
}

/** In per cent of the part, to one decimal; more than the part is more than a hundred. */
export const shareOf = (reached: number | null, amount: number) => (amount > 0 ? Math.round(((reached ?? 0) / amount) * 1000) / 10 : 0)
