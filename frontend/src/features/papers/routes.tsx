/** The papers of one's organisation; those of one matter stand beside it (`ui/papers`). */
import type { RouteObject } from 'react-router'

const page = async () => ({ Component: (await import('./pages/PapersPage')).default })

const routes: RouteObject[] = [
  { path: '/e/papers', lazy: page },
  { path: '/b/papers', lazy: page },
]

export default routes
