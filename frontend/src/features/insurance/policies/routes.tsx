/** The insurer's policies, and its portfolio as a whole. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/i/policies', lazy: async () => ({ Component: (await import('./PoliciesPage')).default }) },
  { path: '/i/policies/:policy', lazy: async () => ({ Component: (await import('./PolicyPage')).default }) },
  { path: '/i/portfolio', lazy: async () => ({ Component: (await import('./PortfolioPage')).default }) },
]
export default routes
