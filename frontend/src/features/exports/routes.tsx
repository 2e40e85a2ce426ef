/** The lists that the reader had written as files. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/exports', lazy: async () => ({ Component: (await import('./pages/ExportsPage')).default }) },
]

export default routes
