/** Server state lives in the query cache only. */
import { type Query, QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query'
import { Problem } from './problem'

const mayTryAgain = (error: unknown) => error instanceof Problem && (error.status === 0 || error.status >= 500)

/** What may no longer be read is not shown any longer; whatever else fails leaves what was read before. */
function forget(error: Error, query: Query<unknown, unknown, unknown>) {
  if (error instanceof Problem && [403, 404, 410].includes(error.status)) query.setState({ ...query.state, data: undefined })
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: forget }),
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (count, error) => mayTryAgain(error) && count < 2 },
    mutations: { retry: false },
  },
})

// What changes while it is read for the first time is asked again: TanStack would let the answer of before stand as the newest.
queryClient.getQueryCache().subscribe((event) => {
  if (event.type === 'updated' && event.action.type === 'invalidate' && event.query.state.data === undefined && event.query.isActive()) {
    void event.query.cancel({ silent: true })
  }
})

/** What an act answered is what there is: what was asked before and is still on its way would tell of before. */
export function keepAnswer<T>(client: QueryClient, queryKey: QueryKey, now: T) {
  void client.cancelQueries({ queryKey, exact: true })
  client.setQueryData<T>(queryKey, now)
}

/** Who is signed in, in the cache. */
export const SESSION = ['identity', 'getSession']

/** The server knows the session no more: the frame leads to sign-in and back; drafts stay, for it was no sign-out. */
export const endSession = () => keepAnswer(queryClient, SESSION, null)

/** On the page from an earlier answer, because reading it anew failed. */
export const isOutdated = (query: Query) =>
  query.isActive() && query.state.status === 'error' && query.state.data !== undefined
