/** The days that count: the country's at the operator, with its own closed days at a bank. */
import type { RouteObject } from 'react-router'

const calendar = async () => ({ Component: (await import('./pages/CalendarPage')).default })

const routes: RouteObject[] = [
  { path: '/b/calendar', lazy: calendar },
  { path: '/o/calendar', lazy: calendar },
]
export default routes
