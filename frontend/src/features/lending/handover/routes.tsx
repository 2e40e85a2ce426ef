/** All cases of a person to colleagues. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/b/hand-overs', lazy: async () => ({ Component: (await import('./HandOversPage')).default }) },
]
export default routes
