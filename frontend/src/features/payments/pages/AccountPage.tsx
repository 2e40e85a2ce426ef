/** Bills, or invoices, as the address says. */
import { useSearchParams } from 'react-router'
import BillingPage from './BillingPage'
import InvoicesPage from './InvoicesPage'

export default function AccountPage() {
  return useSearchParams()[0].get('tab') === 'invoices' ? <InvoicesPage /> : <BillingPage />
}
