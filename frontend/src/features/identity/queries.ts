/** What the people pages ask the API. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import { makePasskey } from '../../api/passkeys'
import { SESSION } from '../../app/session'
import type { components } from '../../api/schema'
import { useActing } from '../../lib/useActing'

export type Member = components['schemas']['MemberOut']
export type ApiKey = components['schemas']['ApiKeyOut']
export type NewKey = components['schemas']['ApiKeyIn']
export type KeyMade = components['schemas']['ApiKeyMadeOut']
export type SignIn = components['schemas']['SignInOut']
export type Passkey = components['schemas']['PasskeyOut']
export type LinkIssued = components['schemas']['LinkIssuedOut']
export type RoleTerms = components['schemas']['RoleTermsOut']
export type NewTerm = components['schemas']['SecondFactorTermIn']

export const useMembers = () =>
  useQuery({ queryKey: ['identity', 'listMembers'], queryFn: () => ok(api.GET('/api/v1/members')) })

export const useRoles = () =>
  useQuery({ queryKey: ['identity', 'listRoles'], queryFn: () => ok(api.GET('/api/v1/roles')), staleTime: Infinity })

const path = (member_id: string) => ({ params: { path: { member_id } } })

/** What can be done to a member; each ends in a fresh list. */
export function usePeopleActions() {
  const then = useActing(['identity', 'listMembers'])
  return {
    invite: (body: { email: string; name: string; roles: string[] }): Promise<LinkIssued> => then(ok(api.POST('/api/v1/invitations', { body }))),
    roles: (id: string, roles: string[]) => then(ok(api.POST('/api/v1/members/{member_id}/roles', { ...path(id), body: { roles } }))),
    deactivate: (id: string) => then(ok(api.POST('/api/v1/members/{member_id}/deactivation', path(id)))),
    reactivate: (id: string) => then(ok(api.POST('/api/v1/members/{member_id}/reactivation', path(id)))),
    reset: (id: string): Promise<LinkIssued> => then(ok(api.POST('/api/v1/members/{member_id}/reset', path(id)))),
  }
}

const TERMS = ['identity', 'listSecondFactorTerms']
/** A second factor that is owed waits there. */
const TASKS = ['tasks']

export const useRoleTerms = () => useQuery({ queryKey: TERMS, queryFn: () => ok(api.GET('/api/v1/second-factor-terms')) })

/** Whoever owes a second factor by it is told so: among the members, and to the reader himself. */
export function useSetTerm() {
  const then = useActing(TERMS, ['identity', 'listMembers'], SESSION, TASKS)
  return (body: NewTerm) => then(ok(api.POST('/api/v1/second-factor-terms', { body })))
}

const FACTOR = ['identity', 'getSecondFactor']

export const useSecondFactor = () => useQuery({ queryKey: FACTOR, queryFn: () => ok(api.GET('/api/v1/account/second-factor')) })

/** What its owner does with his second factor; each ends in a fresh state, here and in the session. */
export function useFactorActions() {
  const then = useActing(FACTOR, SESSION, TASKS)
  return {
    begin: (password: string) => ok(api.POST('/api/v1/account/second-factor', { body: { password } })),
    confirm: (code: string) => then(ok(api.POST('/api/v1/account/second-factor/confirmation', { body: { code } }))),
    renew: (password: string) => then(ok(api.POST('/api/v1/account/second-factor/recovery-codes', { body: { password } }))),
    remove: (password: string) => then(ok(api.POST('/api/v1/account/second-factor/removal', { body: { password } }))),
  }
}

const PASSKEYS = ['identity', 'listPasskeys']

export const usePasskeys = () => useQuery({ queryKey: PASSKEYS, queryFn: () => ok(api.GET('/api/v1/account/passkeys')) })

/** A passkey is a second factor, too: what is known of that is asked for again. */
export function usePasskeyActions() {
  const then = useActing(PASSKEYS, FACTOR, SESSION, TASKS)
  const of = (passkey_id: string) => ({ params: { path: { passkey_id } } })
  const register = async (name: string, password: string) => {
    const { options } = await ok(api.POST('/api/v1/account/passkeys/options', { body: { password } }))
    return ok(api.POST('/api/v1/account/passkeys', { body: { name, answer: await makePasskey(options) } }))
  }
  return {
    register: (name: string, password: string) => then(register(name, password)),
    rename: (id: string, name: string) => then(ok(api.POST('/api/v1/account/passkeys/{passkey_id}/name', { ...of(id), body: { name } }))),
    remove: (id: string, password: string) => then(ok(api.POST('/api/v1/account/passkeys/{passkey_id}/removal', { ...of(id), body: { password } }))),
  }
}

const KEYS = ['identity', 'listApiKeys']
const SIGN_INS = ['identity', 'listSignIns']
/** Rows of the history under the account; more by the pager. */
const SHORT = 10

export const useApiKeys = (cursor: string | undefined) =>
  useQuery({
    queryKey: [...KEYS, cursor],
    queryFn: () => ok(api.GET('/api/v1/api-keys', { params: { query: { cursor } } })),
    placeholderData: keepPreviousData,
  })

export const useScopes = () =>
  useQuery({ queryKey: ['identity', 'listApiKeyScopes'], queryFn: () => ok(api.GET('/api/v1/api-keys/scopes')), staleTime: Infinity })

export function useKeyActions() {
  const then = useActing(KEYS)
  return {
    make: (body: NewKey): Promise<KeyMade> => then(ok(api.POST('/api/v1/api-keys', { body }))),
    revoke: (api_key_id: string) => then(ok(api.POST('/api/v1/api-keys/{api_key_id}/revocation', { params: { path: { api_key_id } } }))),
  }
}

export const useSignIns = (cursor: string | undefined) =>
  useQuery({
    queryKey: [...SIGN_INS, cursor],
    queryFn: () => ok(api.GET('/api/v1/account/sign-ins', { params: { query: { cursor, limit: SHORT } } })),
    placeholderData: keepPreviousData,
  })

export function useSessionActions() {
  const then = useActing(SIGN_INS)
  return {
    end: (sign_in_id: string) => then(ok(api.POST('/api/v1/account/sign-ins/{sign_in_id}/end', { params: { path: { sign_in_id } } }))),
    endOthers: () => then(ok(api.POST('/api/v1/account/sign-ins/others/end'))),
  }
}
