/** The bank's pledge desk. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/b/pledges', lazy: async () => ({ Component: (await import('./pages/PledgeListPage')).default }) },
  { path: '/b/pledges/:id', lazy: async () => ({ Component: (await import('./pages/PledgePage')).default }) },
]
export default routes
