/** The firm's licence offers, inquiries and licences. */
import type { RouteObject } from 'react-router'

const routes: RouteObject[] = [
  { path: '/e/licensing', lazy: async () => ({ Component: (await import('./pages/OffersPage')).default }) },
  { path: '/e/licensing/new', lazy: async () => ({ Component: (await import('./pages/OfferFormPage')).default }) },
  { path: '/e/licensing/inquiries', lazy: async () => ({ Component: (await import('./pages/InquiriesPage')).default }) },
  { path: '/e/licensing/inquiries/:inquiry', lazy: async () => ({ Component: (await import('./pages/InquiryPage')).default }) },
  { path: '/e/licensing/licences', lazy: async () => ({ Component: (await import('./pages/LicencesPage')).default }) },
  { path: '/e/licensing/licences/:licence', lazy: async () => ({ Component: (await import('./pages/LicencePage')).default }) },
  { path: '/e/licensing/:offer', lazy: async () => ({ Component: (await import('./pages/OfferPage')).default }) },
  { path: '/e/licensing/:offer/revise', lazy: async () => ({ Component: (await import('./pages/OfferFormPage')).default }) },
]
export default routes
