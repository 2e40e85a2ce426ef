/** Reference data in versions: every table, and one table with its rows, history and proposal. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/o/reference', lazy: async () => ({ Component: (await import('./pages/TablesPage')).default }) },
  { path: '/o/reference/:table', lazy: async () => ({ Component: (await import('./pages/TablePage')).default }) },
]
export default routes
