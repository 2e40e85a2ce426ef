/** What everybody may see. */
import { lazy, Suspense } from 'react'
import type { RouteObject } from 'react-router'

export const area = 'public'

const Landing = lazy(() => import('./pages/LandingPage'))

const routes: RouteObject[] = [
  { id: 'landing', element: <Suspense fallback={<div className="zr-boot" />}><Landing /></Suspense> },
  { path: '/register-lookup', lazy: async () => ({ Component: (await import('./pages/LookupPage')).default }) },
  { path: '/register/:number', lazy: async () => ({ Component: (await import('./pages/EntryPage')).default }) },
  { path: '/offline', lazy: async () => ({ Component: (await import('./pages/StandstillPage')).Offline }) },
  { path: '/409', lazy: async () => ({ Component: (await import('./pages/StandstillPage')).Stale }) },
]

export default routes
