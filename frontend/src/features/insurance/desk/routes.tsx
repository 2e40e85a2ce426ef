/** The underwriter's desk: the queue of submissions, and one of them. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/i/submissions', lazy: async () => ({ Component: (await import('./SubmissionsPage')).default }) },
  { path: '/i/submissions/:id', lazy: async () => ({ Component: (await import('./SubmissionPage')).default }) },
  { path: '/i/desk-rules', lazy: async () => ({ Component: (await import('./DeskRulesPage')).default }) },
]
export default routes
