/** The reader's inbox. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/notifications', lazy: async () => ({ Component: (await import('./pages/InboxPage')).default }) },
]

export default routes
