/** What the bank's home asks: cases by clock, what waits for a checker, pledges under way. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client'
import type { components, operations } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

export type Application = components['schemas']['ApplicationOut']
export type PledgeRow = components['schemas']['PledgeRowOut']
type Cases = NonNullable<operations['listLoanApplications']['parameters']['query']>
type Pledges = NonNullable<operations['listPledges']['parameters']['query']>

export function useCases(query: Cases) {
  return useQuery({
    queryKey: ['home_bank', 'listLoanApplications', query],
    queryFn: () => unwrap(api.GET('/api/v1/loan-applications', { params: { query } })),
  })
}

export function usePledges(query: Pledges) {
  return useQuery({
    queryKey: ['home_bank', 'listPledges', query],
    queryFn: () => unwrap(api.GET('/api/v1/pledges', { params: { query } })),
  })
}

/** Take a case that nobody has: take it in where that is open, else only assign it to oneself. */
export function useTake() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (application: Application) => {
      const params = { path: { application_id: application.id } }
      return application.allowed_actions.includes('intake')
        ? unwrap(api.POST('/api/v1/loan-applications/{application_id}/intake', { params }))
        : unwrap(api.POST('/api/v1/loan-applications/{application_id}/assignment', { params, body: { release: false } }))
    },
    onSettled: () => Promise.all(['home_bank', 'lending'].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  })
}
