import type { RouteObject } from 'react-router'
import './home.css'

const routes: RouteObject[] = [
  { path: '/e', lazy: async () => ({ Component: (await import('./pages/HomePage')).default }) },
]

export default routes
