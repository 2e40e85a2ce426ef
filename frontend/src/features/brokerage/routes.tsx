/** The desk of the platform as a licensed broker: its sales, and each one replayed. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/o/sales', lazy: async () => ({ Component: (await import('./pages/SalesPage')).default }) },
  { path: '/o/sales/:id', lazy: async () => ({ Component: (await import('./pages/SalePage')).default }) },
  { path: '/o/notices', lazy: async () => ({ Component: (await import('./pages/NoticesPage')).default }) },
]

export default routes
