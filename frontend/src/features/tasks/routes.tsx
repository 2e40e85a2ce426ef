/** What waits for the reader. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/tasks', lazy: async () => ({ Component: (await import('./pages/TasksPage')).default }) },
]

export default routes
