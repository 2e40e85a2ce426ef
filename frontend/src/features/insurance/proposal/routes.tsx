/** The firm's proposals: a new one, their list, the form. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/e/insurance/new', lazy: async () => ({ Component: (await import('./pages/NewPage')).default }) },
  { path: '/e/insurance/proposals', lazy: async () => ({ Component: (await import('./pages/ProposalsPage')).default }) },
  { path: '/e/insurance/proposals/:id', lazy: async () => ({ Component: (await import('./pages/ProposalPage')).default }) },
]
export default routes
