/** The reader's own account, and the people of his organisation. */
import type { RouteObject } from 'react-router'

const people = async () => ({ Component: (await import('../pages/PeoplePage')).default })

const keys = async () => ({ Component: (await import('../pages/KeysPage')).default })

const routes: RouteObject[] = [
  { path: '/account', lazy: async () => ({ Component: (await import('../pages/AccountPage')).default }) },
  { path: '/e/org', lazy: people },
  { path: '/b/org', lazy: people },
  { path: '/d/org', lazy: people },
  { path: '/o/org', lazy: people },
  { path: '/c/org', lazy: people },
  ...['/e', '/b', '/d', '/o', '/c'].map((home) => ({ path: `${home}/org/keys`, lazy: keys })),
]

export default routes
