/** The market, for everybody: in the signed-in frame for whoever is signed in. */
import type { RouteObject } from 'react-router'

export const area = 'public'

const routes: RouteObject[] = [
  {
    lazy: async () => ({ Component: (await import('./Frame')).default }),
    children: [
      { path: '/market', lazy: async () => ({ Component: (await import('./MarketPage')).default }) },
      { path: '/market/:listing', lazy: async () => ({ Component: (await import('./ListingPage')).default }) },
    ],
  },
]
export default routes
