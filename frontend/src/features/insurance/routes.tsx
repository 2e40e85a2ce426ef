/** The insurer's frame: home, products, rating plans. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/i', lazy: async () => ({ Component: (await import('./pages/HomePage')).default }) },
  { path: '/i/products', lazy: async () => ({ Component: (await import('./pages/ProductsPage')).default }) },
  { path: '/i/products/:id', lazy: async () => ({ Component: (await import('./pages/ProductPage')).default }) },
  { path: '/i/plans', lazy: async () => ({ Component: (await import('./pages/PlansPage')).default }) },
  { path: '/i/plans/:id', lazy: async () => ({ Component: (await import('./pages/PlanPage')).default }) },
]
export default routes
