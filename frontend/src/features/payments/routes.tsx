/** What an organisation owes, pays and gets back. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/account/billing', lazy: async () => ({ Component: (await import('./pages/AccountPage')).default }) },
  { path: '/account/payout-account', lazy: async () => ({ Component: (await import('./pages/PayoutAccountPage')).default }) },
  { path: '/pay/:id', lazy: async () => ({ Component: (await import('./pages/PayPage')).default }) },
]

export default routes
