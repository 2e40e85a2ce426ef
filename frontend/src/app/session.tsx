/** Who is signed in: asked once, held in the query cache, told to every page. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, ok, setCsrf } from '../api/client'
import { Problem } from '../api/problem'
import { keepAnswer, queryClient, SESSION } from '../api/query'
import { dropDrafts } from '../lib/drafts'
import { type Session, SessionContext } from '../lib/permissions'

export { SESSION }

export async function readSession(): Promise<Session | null> {
  try {
    const session = (await ok(api.GET('/api/v1/session'))) as Session
    setCsrf(session.csrf_token)
    return session
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null
    throw error
  }
}

/** After sign-in and sign-out: the session is another, and nothing of the former reader stays. */
export function enter(session: Session | null) {
  const left = queryClient.getQueryData<Session | null>(SESSION)
  if (session === null && left) dropDrafts(left.member.id)
  setCsrf(session?.csrf_token ?? '')
  keepAnswer(queryClient, SESSION, session)
  queryClient.removeQueries({ predicate: (query) => query.queryKey.join() !== SESSION.join() })
}

export function SessionProvider({ children, waiting, broken }: { children: ReactNode; waiting: ReactNode; broken: (error: Error, retry: () => void) => ReactNode }) {
  const session = useQuery({ queryKey: SESSION, queryFn: readSession, staleTime: 5 * 60_000, refetchInterval: 10 * 60_000 })
  if (session.isPending) return waiting
  if (session.isLoadingError && session.data === undefined) return broken(session.error, () => void session.refetch())
  return <SessionContext.Provider value={session.data ?? null}>{children}</SessionContext.Provider>
}
