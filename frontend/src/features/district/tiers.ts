/** The tiers of the cultivation library in dated versions, each proposed by one and decided by another. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

type Schemas = components['schemas']
export type TierVersion = Schemas['LibraryTiersOut']
export type TiersIn = Schemas['LibraryTiersIn']

const ADDRESS = '/api/v1/cultivation-library/tiers'

export function useTierVersions(cursor?: string) {
  return useQuery({
    queryKey: ['oversight', 'tierVersions', cursor],
    queryFn: () => ok(api.GET(`${ADDRESS}/versions`, { params: { query: { cursor } } })),
    placeholderData: (before) => before,
  })
}

function useFreshly() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['oversight'] })
}

export function useProposeTiers() {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: (body: TiersIn) => ok(api.POST(ADDRESS, { body })),
    onSuccess: fresh,
  })
}

export function useDecideTiers() {
  const fresh = useFreshly()
  return useMutation({
    mutationFn: ({ id, outcome, reason }: { id: string; outcome: 'confirmed' | 'returned'; reason: string | null }) =>
      ok(api.POST(`${ADDRESS}/versions/{tier_version_id}/decision`, { params: { path: { tier_version_id: id } }, body: { outcome, reason } })),
    onSuccess: fresh,
  })
}

/** What of the tiers in force a version leaves out. */
export const leftOut = (version: TierVersion, before: TierVersion | undefined) =>
  (before?.tiers ?? []).filter((tier) => version.tiers.every((each) => each.code !== tier.code))
