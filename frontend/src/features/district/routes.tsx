import type { RouteObject } from 'react-router'
import './district.css'

const routes: RouteObject[] = [
  { path: '/d', lazy: async () => ({ Component: (await import('./pages/ProgressPage')).default }) },
  { path: '/d/entries', lazy: async () => ({ Component: (await import('./pages/EntriesPage')).default }) },
  { path: '/d/rules', lazy: async () => ({ Component: (await import('./pages/RulesPage')).default }) },
  { path: '/d/coverage', lazy: async () => ({ Component: (await import('./pages/CoveragePage')).default }) },
  { path: '/d/compare', lazy: async () => ({ Component: (await import('./pages/ComparePage')).default }) },
  { path: '/d/stated', lazy: async () => ({ Component: (await import('./pages/StatedPage')).default }) },
  { path: '/d/stated/new', lazy: async () => ({ Component: (await import('./pages/StatePage')).default }) },
  { path: '/d/library', lazy: async () => ({ Component: (await import('./pages/LibraryPage')).default }) },
  { path: '/d/library/new', lazy: async () => ({ Component: (await import('./pages/LibraryRecordPage')).default }) },
  { path: '/d/library/tiers', lazy: async () => ({ Component: (await import('./pages/TiersPage')).default }) },
  { path: '/d/library/:code', lazy: async () => ({ Component: (await import('./pages/LibraryFirmPage')).default }) },
  { path: '/d/months', lazy: async () => ({ Component: (await import('./pages/MonthsPage')).default }) },
  { path: '/d/months/:code/:month', lazy: async () => ({ Component: (await import('./pages/MonthSheetPage')).default }) },
  { path: '/d/parts/:code', lazy: async () => ({ Component: (await import('./pages/PartsPage')).default }) },
  { path: '/d/verifications', lazy: async () => ({ Component: (await import('./pages/VerificationsPage')).default }) },
  { path: '/d/register', lazy: async () => ({ Component: (await import('./pages/RegisterPage')).default }) },
  { path: '/d/register/new', lazy: async () => ({ Component: (await import('./pages/RecordPage')).default }) },
  { path: '/d/register/import', lazy: async () => ({ Component: (await import('./pages/ImportPage')).default }) },
  { path: '/d/register/:id', lazy: async () => ({ Component: (await import('./pages/RegistrationPage')).default }) },
]

export default routes
