/** How the document store is, for the operator. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/o/vault-health', lazy: async () => ({ Component: (await import('./pages/VaultHealthPage')).default }) },
]

export default routes
