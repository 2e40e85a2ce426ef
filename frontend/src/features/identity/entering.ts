/** Another reader: the session changes under the eyes of the page, all other answers go. */
import { setCsrf } from '../../api/client'
import { queryClient } from '../../api/query'
import { SESSION } from '../../app/session'
import type { Session } from '../../lib/permissions'

export function enterAs(session: Session | null) {
  setCsrf(session?.csrf_token ?? '')
  queryClient.setQueryData(SESSION, session)
  queryClient.removeQueries({ predicate: (query) => query.queryKey.join() !== SESSION.join() })
}
