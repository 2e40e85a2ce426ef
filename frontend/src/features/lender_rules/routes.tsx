/** A lender's rules on appraisals and on watched values; the platform's, where a lender has none. */
import type { RouteObject } from 'react-router'

const rules = async () => ({ Component: (await import('./pages/RulesPage')).default })

const routes: RouteObject[] = [
  { path: '/b/rules', lazy: rules },
  { path: '/o/lender-rules', lazy: rules },
]
export default routes
