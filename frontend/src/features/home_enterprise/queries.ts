/** What the home of a firm reads. */
import { useQuery } from '@tanstack/react-query'
import { api, everyPage, ok } from '../../api/client'

/** What is not over yet; of the rest nothing waits for anybody. */
const RUNNING = ['draft', 'submitted', 'in_review', 'waiting', 'opined', 'offered', 'accepted', 'drawable'] as const
const UNTIL_REGISTERED = ['draft', 'ready', 'filed', 'defect', 'warned', 'registered'] as const
const IN_FORCE = ['registered', 'change_filed', 'cancel_filed'] as const

/** Every application that is not over. */
export function useMine() {
  return useQuery({
    queryKey: ['lending', 'listLoanApplications', { home: true }],
    queryFn: () =>
      everyPage((cursor) => ok(api.GET('/api/v1/loan-applications', { params: { query: { state: [...RUNNING], limit: 100, cursor } } }))),
  })
}

/** What the firm's applications come to. */
export function useSummary() {
  return useQuery({
    queryKey: ['lending', 'summariseLoanApplications'],
    queryFn: () => ok(api.GET('/api/v1/loan-applications/summary')),
  })
}

/** Every pledge on its way to the register, or just registered. */
export function useLivePledges() {
  return useQuery({
    queryKey: ['registry', 'listPledges', { home: true }],
    queryFn: () =>
      everyPage((cursor) => ok(api.GET('/api/v1/pledges', { params: { query: { state: [...UNTIL_REGISTERED], limit: 100, cursor } } }))),
  })
}

/** How many registrations are in force. */
export function useRegistrations() {
  return useQuery({
    queryKey: ['registry', 'listPledges', { inForce: true }],
    queryFn: () => ok(api.GET('/api/v1/pledges', { params: { query: { state: [...IN_FORCE], limit: 1 } } })),
  })
}

/** The annual fees that somebody has to see to, the earliest first. */
export function useFeeTasks() {
  return useQuery({
    queryKey: ['portfolio', 'listFeeTasks', { home: true }],
    queryFn: () => ok(api.GET('/api/v1/portfolio/fee-tasks', { params: { query: { state: 'open', limit: 1 } } })),
  })
}

export function useKyb() {
  return useQuery({
    queryKey: ['kyb', 'listKybCases', { own: true }],
    queryFn: () => ok(api.GET('/api/v1/kyb-cases', { params: { query: { limit: 1 } } })),
  })
}

export function useFound(enabled: boolean) {
  return useQuery({
    queryKey: ['portfolio', 'listSuggestions', { limit: 1 }],
    queryFn: () =>
      ok(api.GET('/api/v1/portfolio/suggestions', { params: { query: { limit: 1 } } })),
    enabled,
    retry: false,
  })
}

/** What the firm's patents come to, with the next annual fees. */
export function usePortfolio() {
  return useQuery({
    queryKey: ['portfolio', 'summarisePortfolio'],
    queryFn: () => ok(api.GET('/api/v1/portfolio/summary')),
  })
}

/** Inquiries that are under way, the newest word first. */
export function useOpenInquiries() {
  return useQuery({
    queryKey: ['licensing', 'listInquiries', { home: true }],
    queryFn: () => everyPage((cursor) => ok(api.GET('/api/v1/inquiries', { params: { query: { state: 'open', limit: 100, cursor } } }))),
  })
}

/** Licences whose recordal number is not entered yet. */
export function useUnrecorded() {
  return useQuery({
    queryKey: ['licensing', 'listLicences', { home: true }],
    queryFn: () => everyPage((cursor) => ok(api.GET('/api/v1/licences', { params: { query: { unrecorded: true, limit: 100, cursor } } }))),
  })
}

/** Every paper of the platform that the reader may sign now. */
export function usePapersToSign() {
  return useQuery({
    queryKey: ['papers', 'listPapers', { home: true }],
    queryFn: () => everyPage((cursor) => ok(api.GET('/api/v1/papers', { params: { query: { to_sign: true, limit: 100, cursor } } }))),
  })
}
