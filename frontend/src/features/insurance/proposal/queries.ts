/** What the proposal's pages ask for, and what they do. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../../api/client'
import { keepAnswer } from '../../../api/query'
import type { components } from '../../../api/schema'
import { useMutation } from '../../../lib/useMutation'
import type { Doc } from '../model/doc'
import { PAGE } from '../queries'

type Schemas = components['schemas']
export type Proposal = Schemas['ProposalOut']
export type Submission = Schemas['SubmissionOut']
export type Sending = Schemas['ProposalSubmissionIn']
export type Coverage = Schemas['CoverageOut']
export type Region = Schemas['RegionOut']
const MODULE = 'underwriting'

export const useProposals = (cursor?: string) =>
  useQuery({
    queryKey: [MODULE, 'proposals', cursor],
    queryFn: () => ok(api.GET('/api/v1/proposals', { params: { query: { limit: PAGE, ...(cursor ? { cursor } : {}) } } })),
    placeholderData: keepPreviousData,
  })

export const useProposal = (proposal_id: string) =>
  useQuery({
    queryKey: [MODULE, 'proposal', proposal_id],
    queryFn: () => ok(api.GET('/api/v1/proposals/{proposal_id}', { params: { path: { proposal_id } } })),
    refetchOnWindowFocus: false,
  })

export const useAsked = (submission_id: string) =>
  useQuery({
    queryKey: [MODULE, 'submission', submission_id],
    queryFn: () => ok(api.GET('/api/v1/submissions/{submission_id}', { params: { path: { submission_id } } })),
  })

export const usePolicies = () =>
  useQuery({ queryKey: ['policies', 'own'], queryFn: () => ok(api.GET('/api/v1/policies', { params: { query: { limit: PAGE } } })) })

/** The firm's loans, one of which a guarantee is for. */
export const useLoans = (enabled: boolean) =>
  useQuery({ queryKey: ['lending', 'for-proposal'], queryFn: () => ok(api.GET('/api/v1/loan-applications', { params: { query: { limit: 100 } } })), enabled })

/** The rights of the portfolio, to be picked from. */
export const useHeldRights = (enabled: boolean) =>
  useQuery({ queryKey: ['portfolio', 'for-proposal'], queryFn: () => ok(api.GET('/api/v1/portfolio/assets', { params: { query: { limit: 100 } } })), enabled })

/** The document as it is, whatever its shape: the server says what is wrong with it. */
export const putAnswers = (proposal_id: string, base: number, answers: Doc, evidence: Record<string, string[]>) =>
  ok(api.PUT('/api/v1/proposals/{proposal_id}/answers', {
    // The contract cannot say of an object that its keys follow a pattern.
    params: { path: { proposal_id } }, body: { base, answers: answers as Schemas['ProposalAnswersIn']['answers'], evidence: evidence as unknown as string[] },
  }))

export const askCoverage = (body: Schemas['CoverageIn']) => ok(api.POST('/api/v1/coverage', { body }))

export function useProposalActs() {
  const cache = useQueryClient()
  const keep = (now: Proposal) => {
    keepAnswer(cache, [MODULE, 'proposal', now.id], now)
    return cache.invalidateQueries({ queryKey: [MODULE, 'proposals'] })
  }
  const again = () => cache.invalidateQueries({ queryKey: [MODULE] })
  return {
    keep,
    create: useMutation({ onSuccess: keep, mutationFn: (body: Schemas['ProposalIn']) => ok(api.POST('/api/v1/proposals', { body })) }),
    send: useMutation({
      onSuccess: keep,
      mutationFn: ({ id, body }: { id: string; body: Sending }) => ok(api.POST('/api/v1/proposals/{proposal_id}/submission', { params: { path: { proposal_id: id } }, body })),
    }),
    reply: useMutation({
      onSuccess: again,
      mutationFn: ({ id, body }: { id: string; body: Schemas['SubmissionAnswerIn'] }) =>
        ok(api.POST('/api/v1/submissions/{submission_id}/answer', { params: { path: { submission_id: id } }, body })),
    }),
    withdraw: useMutation({
      onSuccess: again,
      mutationFn: (submission_id: string) => ok(api.POST('/api/v1/submissions/{submission_id}/withdrawal', { params: { path: { submission_id } } })),
    }),
  }
}
