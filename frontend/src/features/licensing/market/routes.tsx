/** The market, for everybody: in the signed-in frame for whoever is signed in. */
import { Outlet, type RouteObject } from 'react-router'
import PublicFrame from '../../../app/shell/PublicFrame'
import Shell from '../../../app/shell/Shell'
import { useSession } from '../../../lib/permissions'

export const area = 'public'

function Frame() {
  return useSession() ? <Shell /> : <PublicFrame><Outlet /></PublicFrame>
}

const routes: RouteObject[] = [
  {
    element: <Frame />,
    children: [
      { path: '/market', lazy: async () => ({ Component: (await import('./MarketPage')).default }) },
      { path: '/market/:listing', lazy: async () => ({ Component: (await import('./ListingPage')).default }) },
    ],
  },
]
export default routes
