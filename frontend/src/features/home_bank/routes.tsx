/** The bank's home. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [{ path: '/b', lazy: async () => ({ Component: (await import('./pages/HomePage')).default }) }]
export default routes
