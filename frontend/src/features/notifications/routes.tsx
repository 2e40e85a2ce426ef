/** The reader's inbox, and how he is told. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/notifications', lazy: async () => ({ Component: (await import('./pages/InboxPage')).default }) },
  { path: '/account/notifications', lazy: async () => ({ Component: (await import('./pages/SettingsPage')).default }) },
]

export default routes
