/** What the firm does to its applications and pledges. */
import { useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../../api/client'
import type { components, paths } from '../../../api/schema'
import { useMutation } from '../../../lib/useMutation'
import { MODULE } from './queries'

type Schemas = components['schemas']
type Action = 'submission' | 'document-answer' | 'offer-acceptance' | 'offer-decline' | 'withdrawal'

type BodyOf<P extends keyof paths> = paths[P] extends {
  post: { requestBody: { content: { 'application/json': infer Body } } }
}
  ? Body
  : never

interface Bodies {
  submission: BodyOf<'/api/v1/loan-applications/{application_id}/submission'>
  'document-answer': Schemas['DocumentAnswerIn']
  'offer-acceptance': Schemas['OfferAnswerIn']
  'offer-decline': Schemas['OfferDeclineIn']
  withdrawal: BodyOf<'/api/v1/loan-applications/{application_id}/withdrawal'>
}

function useChanged() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: [MODULE] }),
      client.invalidateQueries({ queryKey: ['documents'] }),
    ])
}

/** One action of an application, by the sub-resource that asks for it. */
export function useAct<A extends Action>(id: string, action: A) {
  const changed = useChanged()
  return useMutation({
    mutationFn: (body: Bodies[A]) =>
      ok(
        api.POST(`/api/v1/loan-applications/{application_id}/${action}` as '/api/v1/loan-applications/{application_id}/withdrawal', {
          params: { path: { application_id: id } },
          body: body as Bodies['withdrawal'],
        }),
      ),
    onSettled: changed,
  })
}

export function useCopy(id: string) {
  const changed = useChanged()
  return useMutation({
    mutationFn: () =>
      ok(
        api.POST('/api/v1/loan-applications/{application_id}/copy', {
          params: { path: { application_id: id } },
        }),
      ),
    onSuccess: changed,
  })
}

export function useDraft() {
  const changed = useChanged()
  return useMutation({
    mutationFn: (body: Schemas['DraftsIn']) => ok(api.POST('/api/v1/loan-applications', { body })),
    onSuccess: changed,
  })
}

export function useSaveRequest() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: Schemas['FinancingRequestIn'] }) =>
      id === ''
        ? ok(api.POST('/api/v1/financing-requests', { body }))
        : ok(
            api.POST('/api/v1/financing-requests/{request_id}/revision', {
              params: { path: { request_id: id } },
              body,
            }),
          ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['listing'] }),
  })
}

type PledgeAction = 'signature' | 'declaration' | 'withdrawal' | 'evidence'

interface PledgeBodies {
  signature: Schemas['SignatureIn']
  declaration: Schemas['DeclarationIn']
  withdrawal: BodyOf<'/api/v1/pledges/{pledge_id}/withdrawal'>
  evidence: BodyOf<'/api/v1/pledges/{pledge_id}/evidence'>
}

export function usePledgeAct<A extends PledgeAction>(id: string, action: A) {
  const changed = useChanged()
  return useMutation({
    mutationFn: (body: PledgeBodies[A]) =>
      ok(
        api.POST(`/api/v1/pledges/{pledge_id}/${action}` as '/api/v1/pledges/{pledge_id}/withdrawal', {
          params: { path: { pledge_id: id } },
          body: body as PledgeBodies['withdrawal'],
        }),
      ),
    onSettled: changed,
  })
}
