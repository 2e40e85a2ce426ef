import type { RouteObject } from 'react-router'
import './lending.css'

const routes: RouteObject[] = [
  { path: '/e/loans', lazy: async () => ({ Component: (await import('./pages/LoansPage')).default }) },
  {
    path: '/e/loans/new',
    lazy: async () => ({ Component: (await import('./pages/NewLoanPage')).default }),
  },
  {
    path: '/e/loans/:id',
    lazy: async () => ({ Component: (await import('./pages/LoanPage')).default }),
  },
  { path: '/e/pledges/:id', lazy: async () => ({ Component: (await import('./pages/PledgePage')).default }) },
]

export default routes
