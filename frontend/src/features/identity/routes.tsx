/** Sign-in, sign-up and one-time links: outside the signed-in frame. */
import type { RouteObject } from 'react-router'
import './identity.css'

export const area = 'public'

const routes: RouteObject[] = [
  { path: '/sign-in', lazy: async () => ({ Component: (await import('./pages/SignInPage')).default }) },
  { path: '/sign-up', lazy: async () => ({ Component: (await import('./pages/SignUpPage')).default }) },
  { path: '/link/:token', lazy: async () => ({ Component: (await import('./pages/LinkPage')).default }) },
]

export default routes
