import type { RouteObject } from 'react-router'
import './confirmations.css'

const routes: RouteObject[] = [
  { path: '/c', lazy: async () => ({ Component: (await import('./pages/ConfirmationsPage')).default }) },
]

export default routes
