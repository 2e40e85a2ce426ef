/** The lists that the reader had written as files, and any list on paper. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/exports', lazy: async () => ({ Component: (await import('./pages/ExportsPage')).default }) },
  { path: '/print/:list', lazy: async () => ({ Component: (await import('./pages/PrintPage')).default }) },
]

export default routes
