/** What an organisation owes, pays and gets back. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/account/billing', lazy: async () => ({ Component: (await import('./pages/BillingPage')).default }) },
  { path: '/pay/:id', lazy: async () => ({ Component: (await import('./pages/PayPage')).default }) },
]

export default routes
