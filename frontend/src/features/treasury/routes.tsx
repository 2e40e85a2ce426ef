/** The operator's money: the ledger, the tasks it leaves, statements and what waits. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/o/money/ledger', lazy: async () => ({ Component: (await import('./pages/LedgerPage')).default }) },
  { path: '/o/money/ledger/:id', lazy: async () => ({ Component: (await import('./pages/PostingsPage')).default }) },
  { path: '/o/money/statements', lazy: async () => ({ Component: (await import('./pages/StatementsPage')).default }) },
  { path: '/o/money/statements/:id', lazy: async () => ({ Component: (await import('./pages/StatementPage')).default }) },
  { path: '/o/money/suspense', lazy: async () => ({ Component: (await import('./pages/SuspensePage')).default }) },
  { path: '/o/money/accounts', lazy: async () => ({ Component: (await import('./pages/AccountsPage')).default }) },
  { path: '/o/money/charges/new', lazy: async () => ({ Component: (await import('./pages/RaisePage')).default }) },
  { path: '/o/money/fees', lazy: async () => ({ Component: (await import('./pages/FeesPage')).default }) },
  { path: '/o/money/invoice-rules', lazy: async () => ({ Component: (await import('./pages/InvoiceRulesPage')).default }) },
  { path: '/o/money/reconciliation', lazy: async () => ({ Component: (await import('./pages/ReconciliationPage')).default }) },
  { path: '/o/money/refunds', lazy: async () => ({ Component: (await import('./pages/RefundsPage')).default }) },
  { path: '/o/money/layouts', lazy: async () => ({ Component: (await import('./pages/LayoutsPage')).default }) },
  { path: '/o/money/payouts', lazy: async () => ({ Component: (await import('./pages/PayoutsPage')).default }) },
  { path: '/o/money/tasks', lazy: async () => ({ Component: (await import('./pages/TasksPage')).default }) },
]

export default routes
