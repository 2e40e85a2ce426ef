import type { RouteObject } from 'react-router'
import './portfolio.css'

const routes: RouteObject[] = [
  { path: '/e/ip', lazy: async () => ({ Component: (await import('./pages/AssetsPage')).default }) },
  {
    path: '/e/ip/import',
    lazy: async () => ({ Component: (await import('./pages/ImportPage')).default }),
  },
  { path: '/e/ip/fees', lazy: async () => ({ Component: (await import('./pages/FeesPage')).default }) },
  { path: '/e/ip/extracts', lazy: async () => ({ Component: (await import('./pages/ExtractsPage')).default }) },
  { path: '/e/ip/:id', lazy: async () => ({ Component: (await import('./pages/AssetPage')).default }) },
]

export default routes
