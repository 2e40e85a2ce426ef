import type { RouteObject } from 'react-router'
import './valuation.css'

const routes: RouteObject[] = [
  {
    path: '/e/valuations',
    lazy: async () => ({ Component: (await import('./pages/ValuationsPage')).default }),
  },
  {
    path: '/e/valuations/new',
    lazy: async () => ({ Component: (await import('./pages/StateValuationPage')).default }),
  },
  {
    path: '/e/valuations/estimate',
    lazy: async () => ({ Component: (await import('./pages/EstimatePage')).default }),
  },
  {
    path: '/e/valuations/:id',
    lazy: async () => ({ Component: (await import('./pages/ValuationPage')).default }),
  },
]

export default routes
