/** A bank's desk, read and set: limits of checkers, groups of officers, substitution on leave. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../../api/client'
import type { components } from '../../../api/schema'
import { useMutation } from '../../../lib/useMutation'

type Schemas = components['schemas']
export type Limit = Schemas['LimitOut']
export type Group = Schemas['OfficerGroupOut']
export type Substitution = Schemas['SubstitutionOut']

const DESK = ['lending', 'desk']
const query = (cursor: string) => ({ params: { query: { limit: 20, ...(cursor ? { cursor } : {}) } } })

export const useLimits = (cursor: string) =>
  useQuery({ queryKey: [...DESK, 'limits', cursor], queryFn: () => ok(api.GET('/api/v1/bank-desk/limits', query(cursor))) })

export const useGroups = (cursor: string) =>
  useQuery({ queryKey: [...DESK, 'groups', cursor], queryFn: () => ok(api.GET('/api/v1/bank-desk/groups', query(cursor))) })

export const useSubstitutions = (cursor: string) =>
  useQuery({ queryKey: [...DESK, 'substitutions', cursor], queryFn: () => ok(api.GET('/api/v1/bank-desk/substitutions', query(cursor))) })

export function useDeskActs() {
  const cache = useQueryClient()
  const onSuccess = () => cache.invalidateQueries({ queryKey: ['lending'] })
  const limit = (limit_id: string) => ({ params: { path: { limit_id } } })
  const group = (group_id: string) => ({ params: { path: { group_id } } })
  return {
    propose: useMutation({ onSuccess, mutationFn: (body: Schemas['LimitIn']) => ok(api.POST('/api/v1/bank-desk/limits', { body })) }),
    accept: useMutation({ onSuccess, mutationFn: (id: string) => ok(api.POST('/api/v1/bank-desk/limits/{limit_id}/acceptance', limit(id))) }),
    decline: useMutation({ onSuccess, mutationFn: ({ id, note }: { id: string; note: string }) => ok(api.POST('/api/v1/bank-desk/limits/{limit_id}/decline', { ...limit(id), body: { note } })) }),
    withdraw: useMutation({ onSuccess, mutationFn: (id: string) => ok(api.POST('/api/v1/bank-desk/limits/{limit_id}/withdrawal', limit(id))) }),
    make: useMutation({ onSuccess, mutationFn: (body: Schemas['OfficerGroupIn']) => ok(api.POST('/api/v1/bank-desk/groups', { body })) }),
    revise: useMutation({ onSuccess, mutationFn: ({ id, body }: { id: string; body: Schemas['OfficerGroupIn'] }) => ok(api.POST('/api/v1/bank-desk/groups/{group_id}/revision', { ...group(id), body })) }),
    dissolve: useMutation({ onSuccess, mutationFn: (id: string) => ok(api.POST('/api/v1/bank-desk/groups/{group_id}/dissolution', group(id))) }),
    name: useMutation({ onSuccess, mutationFn: (body: Schemas['SubstitutionIn']) => ok(api.POST('/api/v1/bank-desk/substitutions', { body })) }),
    end: useMutation({ onSuccess, mutationFn: (substitution_id: string) => ok(api.POST('/api/v1/bank-desk/substitutions/{substitution_id}/ending', { params: { path: { substitution_id } } })) }),
  }
}
