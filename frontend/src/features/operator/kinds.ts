/** What documents of each kind may be: the versions of the rules and the form for the next one. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

export type Rule = components['schemas']['KindRuleOut']
export type NewRule = components['schemas']['KindRuleIn']
export type Standing = 'past' | 'now' | 'later' | 'never'

/** The bounds, in the order of the form, each with the most that it may be. */
export const BOUNDS = {
  max_bytes: 2 * 1024 ** 3, max_pages: 10_000, max_pixels: 1_000_000_000, max_side: 65_535,
  max_unpacked_bytes: 4 * 1024 ** 3, max_ratio: 1_000, max_rows: 1_048_576,
} as const
export type Bound = keyof typeof BOUNDS

/** How a version stands at a moment; one that ended where it began was never in force. */
export function standingOf(rule: Pick<Rule, 'valid_from' | 'valid_to'>, now: number): Standing {
  const from = Date.parse(rule.valid_from)
  const to = rule.valid_to === null ? Infinity : Date.parse(rule.valid_to)
  if (to <= from) return 'never'
  if (now < from) return 'later'
  return now < to ? 'now' : 'past'
}

export function useKindRules() {
  return useQuery({
    queryKey: ['documents', 'kindRules'],
    queryFn: async () => (await ok(api.GET('/api/v1/operator/kind-rules'))).items.filter((each) => each.kind !== 'paper'),
  })
}

export function useSetKindRule() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewRule) => ok(api.POST('/api/v1/operator/kind-rules', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['documents', 'kindRules'] }),
  })
}
