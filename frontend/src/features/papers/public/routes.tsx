/** "Is this paper genuine?": `/verify/:number` is where the QR code of a paper leads. */
import type { RouteObject } from 'react-router'

export const area = 'public'

const page = async () => ({ Component: (await import('./pages/VerifyPage')).default })

const routes: RouteObject[] = [
  { path: '/verify', lazy: page },
  { path: '/verify/:number', lazy: page },
]

export default routes
