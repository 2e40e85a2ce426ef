import type { RouteObject } from 'react-router'
import './listing.css'

const routes: RouteObject[] = [
  {
    path: '/e/matches',
    lazy: async () => ({ Component: (await import('./pages/MatchesPage')).default }),
  },
  {
    path: '/e/matches/compare',
    lazy: async () => ({ Component: (await import('./pages/ComparePage')).default }),
  },
  {
    path: '/e/matches/requests/new',
    lazy: async () => ({ Component: (await import('./pages/RequestPage')).default }),
  },
  {
    path: '/e/matches/requests/:id',
    lazy: async () => ({ Component: (await import('./pages/RequestPage')).default }),
  },
]

export default routes
