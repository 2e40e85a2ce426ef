import type { RouteObject } from 'react-router'
import './appraisal.css'

const requests = async () => ({ Component: (await import('./pages/RequestsPage')).default })
const request = async () => ({ Component: (await import('./pages/RequestPage')).default })

const routes: RouteObject[] = [
  { path: '/a', lazy: requests },
  { path: '/a/requests/:id', lazy: request },
  { path: '/b/appraisals', lazy: requests },
  { path: '/b/appraisals/:id', lazy: request },
  { path: '/e/appraisals', lazy: requests },
  { path: '/e/appraisals/new', lazy: async () => ({ Component: (await import('./pages/InvitePage')).default }) },
  { path: '/e/appraisals/:id', lazy: request },
]

export default routes
