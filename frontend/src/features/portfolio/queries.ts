/** Every request the portfolio's pages send. */
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components, paths } from '../../api/schema'
import { useSession } from '../../lib/permissions'
import { useMutation } from '../../lib/useMutation'
import { isOver } from './model'

const MODULE = 'portfolio'

export interface AssetFilter {
  q?: string
  kind?: string
  industry?: string
  source?: string
  pledged?: string
  sort?: string
  cursor?: string
}

type AssetQuery = NonNullable<paths['/api/v1/portfolio/assets']['get']['parameters']['query']>

export function useAssets(filter: AssetFilter) {
  return useQuery({
    queryKey: [MODULE, 'listAssets', filter],
    queryFn: () =>
      ok(api.GET('/api/v1/portfolio/assets', { params: { query: { ...filter, limit: 50 } as AssetQuery } })),
    placeholderData: keepPreviousData,
  })
}

/** The list as it is filtered, whole, as a spreadsheet. */
export function exportAssets(filter: AssetFilter): Promise<Blob> {
  return ok(
    api.GET('/api/v1/portfolio/assets/export.xlsx', { params: { query: filter as AssetQuery }, parseAs: 'blob' }),
  ) as Promise<Blob>
}

export function useAsset(id: string) {
  return useQuery({
    queryKey: [MODULE, 'getAsset', id],
    queryFn: () =>
      ok(api.GET('/api/v1/portfolio/assets/{asset_id}', { params: { path: { asset_id: id } } })),
  })
}

export function useSources(id: string) {
  return useQuery({
    queryKey: [MODULE, 'assetSources', id],
    queryFn: () =>
      ok(api.GET('/api/v1/portfolio/assets/{asset_id}/sources', { params: { path: { asset_id: id } } })),
  })
}

export function useQuality(id: string) {
  return useQuery({
    queryKey: [MODULE, 'assetQuality', id],
    queryFn: () =>
      ok(api.GET('/api/v1/portfolio/assets/{asset_id}/quality', { params: { path: { asset_id: id } } })),
  })
}

/** Only a verified firm is told what stands under its name. */
export function useSuggestions() {
  const isVerified = useSession()?.organisation.verified ?? false
  return useQuery({
    enabled: isVerified,
    queryKey: [MODULE, 'listSuggestions'],
    queryFn: () => ok(api.GET('/api/v1/portfolio/suggestions', { params: { query: { limit: 100 } } })),
  })
}

export type FeeRow = components['schemas']['FeeRowOut']
type FeeQuery = NonNullable<paths['/api/v1/portfolio/fees']['get']['parameters']['query']>

export function useFees(query: FeeQuery) {
  return useQuery({
    queryKey: [MODULE, 'listFees', query],
    queryFn: () => ok(api.GET('/api/v1/portfolio/fees', { params: { query: { ...query, limit: 50 } } })),
    placeholderData: keepPreviousData,
  })
}

export type FeeTask = components['schemas']['FeeTaskOut']

/** The first hundred that are open: the earliest first. */
export function useFeeTasks() {
  return useQuery({
    queryKey: [MODULE, 'listFeeTasks'],
    queryFn: () => ok(api.GET('/api/v1/portfolio/fee-tasks', { params: { query: { state: 'open', limit: 100 } } })),
  })
}

export const completeFeeTask = ({ id, paid_on }: { id: string; paid_on: string }) =>
  ok(api.POST('/api/v1/portfolio/fee-tasks/{fee_task_id}/completion', { params: { path: { fee_task_id: id } }, body: { paid_on } }))

export function useCompleteFeeTask() {
  const changed = useChanged()
  return useMutation({ mutationFn: completeFeeTask, onSuccess: changed })
}

export type Extract = components['schemas']['ExtractOut']
type ExtractQuery = NonNullable<paths['/api/v1/portfolio/extracts']['get']['parameters']['query']>

export function useExtracts(query: ExtractQuery) {
  return useQuery({
    queryKey: [MODULE, 'listExtracts', query],
    queryFn: () => ok(api.GET('/api/v1/portfolio/extracts', { params: { query } })),
    placeholderData: keepPreviousData,
  })
}

export function useExtractValidity() {
  return useQuery({
    queryKey: [MODULE, 'extractValidity'],
    queryFn: () => ok(api.GET('/api/v1/portfolio/extracts/validity')),
  })
}

export const endExtractTask = ({ id, note }: { id: string; note: string }) =>
  ok(api.POST('/api/v1/portfolio/extracts/{extract_id}/completion', { params: { path: { extract_id: id } }, body: { note } }))

export function useEndExtractTask() {
  const changed = useChanged()
  return useMutation({ mutationFn: endExtractTask, onSuccess: changed })
}

export type Award = components['schemas']['AwardOut']

export function useAwards(assetId: string) {
  return useQuery({
    queryKey: [MODULE, 'listAwards', assetId],
    queryFn: () => ok(api.GET('/api/v1/patent-awards', { params: { query: { asset_id: assetId, limit: 20 } } })),
  })
}

export function useStateAward(assetId: string) {
  const changed = useChanged()
  return useMutation({
    mutationFn: (body: components['schemas']['AwardIn']) =>
      ok(api.POST('/api/v1/portfolio/assets/{asset_id}/awards', { params: { path: { asset_id: assetId } }, body })),
    onSuccess: changed,
  })
}

export function useWithdrawAward() {
  const changed = useChanged()
  return useMutation({
    mutationFn: (id: string) => ok(api.POST('/api/v1/patent-awards/{award_id}/withdrawal', { params: { path: { award_id: id } } })),
    onSuccess: changed,
  })
}

/** The same fees in the form that CNIPA takes for paying in bulk. */
export function exportFees(query: FeeQuery): Promise<Blob> {
  return ok(
    api.GET('/api/v1/portfolio/fees/sheet.xlsx', { params: { query }, parseAs: 'blob' }),
  ) as Promise<Blob>
}

function useChanged() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: [MODULE] })
}

export function useAddAssets() {
  const changed = useChanged()
  return useMutation({
    mutationFn: (body: { right_ids?: string[]; numbers?: string[] }) =>
      ok(
        api.POST('/api/v1/portfolio/assets', {
          body: { right_ids: body.right_ids ?? [], numbers: body.numbers ?? [] },
        }),
      ),
    onSuccess: changed,
  })
}

export function useDeclareRight() {
  const changed = useChanged()
  return useMutation({
    mutationFn: (body: components['schemas']['RightIn']) => ok(api.POST('/api/v1/portfolio/rights', { body })),
    onSuccess: changed,
  })
}

export const removeAsset = (id: string) =>
  ok(api.POST('/api/v1/portfolio/assets/{asset_id}/removal', { params: { path: { asset_id: id } } }))

export function useRemoveAsset() {
  const changed = useChanged()
  return useMutation({ mutationFn: removeAsset, onSuccess: changed })
}

export function useSupplyNumber(id: string) {
  const changed = useChanged()
  return useMutation({
    mutationFn: (number: string) =>
      ok(
        api.POST('/api/v1/portfolio/assets/{asset_id}/application-number', {
          params: { path: { asset_id: id } },
          body: { number },
        }),
      ),
    onSuccess: changed,
  })
}

export function useImports() {
  return useQuery({
    queryKey: [MODULE, 'listImports'],
    queryFn: () => ok(api.GET('/api/v1/portfolio/imports', { params: { query: { limit: 10 } } })),
  })
}

export function useImport(id: string) {
  const client = useQueryClient()
  return useQuery({
    queryKey: [MODULE, 'getImport', id],
    queryFn: async () => {
      const run = await ok(
        api.GET('/api/v1/portfolio/imports/{run_id}', { params: { path: { run_id: id } } }),
      )
      if (isOver(run)) void client.invalidateQueries({ queryKey: [MODULE, 'listAssets'] })
      return run
    },
    enabled: id !== '',
    refetchInterval: (query) => (isOver(query.state.data) || query.state.data?.asked ? false : 1000),
  })
}

export function useMapColumns(id: string) {
  const changed = useChanged()
  return useMutation({
    mutationFn: (columns: Record<string, number>) =>
      ok(api.POST('/api/v1/portfolio/imports/{run_id}/mapping', { params: { path: { run_id: id } }, body: { columns } })),
    onSuccess: changed,
  })
}

export function useImportRows(id: string, outcome: string, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: [MODULE, 'listImportRows', id, outcome],
    queryFn: ({ pageParam }) =>
      ok(
        api.GET('/api/v1/portfolio/imports/{run_id}/rows', {
          params: {
            path: { run_id: id },
            query: { outcome: outcome as 'refused', limit: 20, cursor: pageParam },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled,
  })
}

export function useImportNumbers() {
  const changed = useChanged()
  return useMutation({
    mutationFn: (numbers: string[]) =>
      ok(api.POST('/api/v1/portfolio/imports', { body: { numbers } })),
    onSuccess: changed,
  })
}

export function useImportFile() {
  const changed = useChanged()
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData()
      form.append('file', file)
      return ok(
        api.POST('/api/v1/portfolio/imports', {
          body: form as never,
          bodySerializer: (body: unknown) => body as FormData,
        }),
      )
    },
    onSuccess: changed,
  })
}

export function useRegisterOf(patent: string) {
  return useQuery({
    queryKey: ['registry', 'searchRegister', { patent }],
    queryFn: () => ok(api.GET('/api/v1/register', { params: { query: { patent } } })),
    enabled: patent !== '',
  })
}

export function useValuationsOf(rightId: string | undefined) {
  return useQuery({
    queryKey: ['valuation', 'listValuations', { rightId }],
    queryFn: () =>
      ok(api.GET('/api/v1/valuations', { params: { query: { right_id: rightId, limit: 20 } } })),
    enabled: rightId !== undefined,
  })
}
