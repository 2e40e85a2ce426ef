/** Quotes side by side, and a policy from its acceptance on. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/e/insurance/:rfq/compare', lazy: async () => ({ Component: (await import('./pages/ComparePage')).default }) },
  { path: '/e/insurance/:policy', lazy: async () => ({ Component: (await import('./pages/PolicyPage')).default }) },
]
export default routes
