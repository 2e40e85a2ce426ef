/** The bank's side of loan applications: queue, dossier, opinion, review. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/b/queue', lazy: async () => ({ Component: (await import('./pages/QueuePage')).default }) },
  { path: '/b/queue/print', lazy: async () => ({ Component: (await import('./pages/QueuePrintPage')).default }) },
  { path: '/b/queue/:id', lazy: async () => ({ Component: (await import('./pages/CasePage')).default }) },
  { path: '/b/queue/:id/print', lazy: async () => ({ Component: (await import('./pages/PrintPage')).default }) },
  { path: '/b/queue/:id/decision', lazy: async () => ({ Component: (await import('./pages/DecisionPage')).default }) },
  { path: '/b/review', lazy: async () => ({ Component: (await import('./pages/ReviewListPage')).default }) },
  { path: '/b/review/:id', lazy: async () => ({ Component: (await import('./pages/ReviewPage')).default }) },
  { path: '/b/products', lazy: async () => ({ Component: (await import('./pages/ProductsPage')).default }) },
  { path: '/b/desk', lazy: async () => ({ Component: (await import('../desk/pages/DeskPage')).default }) },
  { path: '/b/products/new', lazy: async () => ({ Component: (await import('../shelf/pages/EditPage')).default }) },
  { path: '/b/products/:id/terms', lazy: async () => ({ Component: (await import('../shelf/pages/EditPage')).default }) },
  { path: '/b/products/:id', lazy: async () => ({ Component: (await import('./pages/ProductPage')).default }) },
]
export default routes
