/** A document on a page of its own. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/documents/:id/view', lazy: async () => ({ Component: (await import('./pages/ViewPage')).default }) },
]
export default routes
