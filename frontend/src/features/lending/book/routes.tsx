/** The bank's book: what it has committed to and lent. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/b/book', lazy: async () => ({ Component: (await import('./BookPage')).default }) },
]
export default routes
