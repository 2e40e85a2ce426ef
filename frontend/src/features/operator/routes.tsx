/** The operator's addresses. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/o', lazy: async () => ({ Component: (await import('./pages/HomePage')).default }) },
  { path: '/o/kyb', lazy: async () => ({ Component: (await import('./pages/CasesPage')).default }) },
  { path: '/o/kyb/:id', lazy: async () => ({ Component: (await import('./pages/CasePage')).default }) },
  { path: '/o/orgs', lazy: async () => ({ Component: (await import('./pages/OrganisationsPage')).default }) },
  { path: '/o/guarantees', lazy: async () => ({ Component: (await import('./pages/GuaranteesPage')).default }) },
  { path: '/o/imports', lazy: async () => ({ Component: (await import('./pages/ImportsPage')).default }) },
  { path: '/o/imports/:id', lazy: async () => ({ Component: (await import('./pages/ImportPage')).default }) },
  { path: '/o/kinds', lazy: async () => ({ Component: (await import('./pages/KindsPage')).default }) },
  { path: '/o/consents', lazy: async () => ({ Component: (await import('./pages/ConsentTextsPage')).default }) },
  { path: '/o/audit', lazy: async () => ({ Component: (await import('./pages/AuditPage')).default }) },
]

export default routes
