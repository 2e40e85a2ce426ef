import type { RouteObject } from 'react-router'
import './kyb.css'

const routes: RouteObject[] = [
  {
    path: '/e/onboarding',
    lazy: async () => ({ Component: (await import('./pages/OnboardingPage')).default }),
  },
]

export default routes
