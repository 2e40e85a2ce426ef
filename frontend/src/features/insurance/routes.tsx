/** The insurer's frame: home, products, rating plans; what firms see of the products. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/i', lazy: async () => ({ Component: (await import('./pages/HomePage')).default }) },
  { path: '/i/products', lazy: async () => ({ Component: (await import('./pages/ProductsPage')).default }) },
  { path: '/i/products/:id', lazy: async () => ({ Component: (await import('./pages/ProductPage')).default }) },
  { path: '/i/plans', lazy: async () => ({ Component: (await import('./pages/PlansPage')).default }) },
  { path: '/i/plans/:id', lazy: async () => ({ Component: (await import('./pages/PlanPage')).default }) },
  { path: '/i/commissions', lazy: async () => ({ Component: (await import('./pages/CommissionsPage')).default }) },
  { path: '/e/insurance', lazy: async () => ({ Component: (await import('./pages/BrowsePage')).default }) },
  { path: '/e/insurance/products/:id', lazy: async () => ({ Component: (await import('./pages/OfferPage')).default }) },
]
export default routes
