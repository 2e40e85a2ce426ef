/** Server state lives in the query cache only. */
import { QueryClient } from '@tanstack/react-query'
import { Problem } from './problem'

const mayTryAgain = (error: unknown) => error instanceof Problem && (error.status === 0 || error.status >= 500)

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (count, error) => mayTryAgain(error) && count < 2 },
    mutations: { retry: false },
  },
})
