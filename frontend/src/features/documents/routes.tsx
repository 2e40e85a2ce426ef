import type { RouteObject } from 'react-router'
import './vault.css'

/** The same pages for every organisation that has documents of its own. */
const routes: RouteObject[] = ['/e', '/b', '/d', '/o', '/a'].flatMap((home) => [
  { path: `${home}/vault`, lazy: async () => ({ Component: (await import('./pages/VaultPage')).default }) },
  { path: `${home}/vault/consents`, lazy: async () => ({ Component: (await import('./pages/ConsentsPage')).default }) },
  { path: `${home}/vault/consents/:id`, lazy: async () => ({ Component: (await import('./pages/ReceiptPage')).default }) },
  { path: `${home}/vault/reads`, lazy: async () => ({ Component: (await import('./pages/ReadsPage')).default }) },
  { path: `${home}/vault/:id`, lazy: async () => ({ Component: (await import('./pages/FilePage')).default }) },
])

export default routes
