/** What the people pages ask the API. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import { SESSION } from '../../app/session'
import type { components } from '../../api/schema'

export type Member = components['schemas']['MemberOut']
export type LinkIssued = components['schemas']['LinkIssuedOut']

export const useMembers = () =>
  useQuery({ queryKey: ['identity', 'listMembers'], queryFn: () => ok(api.GET('/api/v1/members')) })

export const useRoles = () =>
  useQuery({ queryKey: ['identity', 'listRoles'], queryFn: () => ok(api.GET('/api/v1/roles')), staleTime: Infinity })

const path = (member_id: string) => ({ params: { path: { member_id } } })

/** What can be done to a member; each ends in a fresh list. */
export function usePeopleActions() {
  const cache = useQueryClient()
  const then = async <T,>(asked: Promise<T>): Promise<T> => {
    const answer = await asked
    await cache.invalidateQueries({ queryKey: ['identity', 'listMembers'] })
    return answer
  }
  return {
    invite: (body: { email: string; name: string; roles: string[] }): Promise<LinkIssued> => then(ok(api.POST('/api/v1/invitations', { body }))),
    roles: (id: string, roles: string[]) => then(ok(api.POST('/api/v1/members/{member_id}/roles', { ...path(id), body: { roles } }))),
    deactivate: (id: string) => then(ok(api.POST('/api/v1/members/{member_id}/deactivation', path(id)))),
    reactivate: (id: string) => then(ok(api.POST('/api/v1/members/{member_id}/reactivation', path(id)))),
    reset: (id: string): Promise<LinkIssued> => then(ok(api.POST('/api/v1/members/{member_id}/reset', path(id)))),
  }
}

const FACTOR = ['identity', 'getSecondFactor']

export const useSecondFactor = () => useQuery({ queryKey: FACTOR, queryFn: () => ok(api.GET('/api/v1/account/second-factor')) })

/** What its owner does with his second factor; each ends in a fresh state, here and in the session. */
export function useFactorActions() {
  const cache = useQueryClient()
  const then = async <T,>(asked: Promise<T>): Promise<T> => {
    const answer = await asked
    await Promise.all([FACTOR, SESSION].map((queryKey) => cache.invalidateQueries({ queryKey })))
    return answer
  }
  return {
    begin: (password: string) => ok(api.POST('/api/v1/account/second-factor', { body: { password } })),
    confirm: (code: string) => then(ok(api.POST('/api/v1/account/second-factor/confirmation', { body: { code } }))),
    renew: (password: string) => then(ok(api.POST('/api/v1/account/second-factor/recovery-codes', { body: { password } }))),
    remove: (password: string) => then(ok(api.POST('/api/v1/account/second-factor/removal', { body: { password } }))),
  }
}
