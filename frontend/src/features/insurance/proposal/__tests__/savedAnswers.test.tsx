// @vitest-environment jsdom
/** Answers of a proposal that are saved while their writer goes on, or leaves: a draft is what no version has yet. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { draftName } from '../../../../lib/drafts'
import { type Session, SessionContext } from '../../../../lib/permissions'
import type { Proposal } from '../queries'
import { useProposalDraft } from '../useProposalDraft'

const say = vi.hoisted(() => (key: string) => key)
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: say }) }))

const ME = { member: { id: 'm' } } as unknown as Session
const client = new QueryClient()
const around = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={client}><SessionContext value={ME}>{children}</SessionContext></QueryClientProvider>
)
const asked: { base: number; turnover: unknown; answer: (status: number, body: object) => void }[] = []
const kept = () => {
  const text = localStorage.getItem(draftName('m', 'proposal.p'))
  return text === null ? null : (JSON.parse(text) as { value: { base: number; answers: { turnover: number } } }).value
}

beforeEach(() => {
  vi.stubGlobal('fetch', async (request: Request) => {
    const { base, answers } = (await request.json()) as { base: number; answers: { turnover: number } }
    return new Promise((resolve) => {
      asked.push({
        base, turnover: answers.turnover,
        answer: (status, body) => resolve(Response.json(body, { status, headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' } })),
      })
    })
  })
})
afterEach(() => { cleanup(); localStorage.clear(); asked.length = 0 })

/** The turnover is typed and saved; the answer is waited for. */
async function save(turnover: number) {
  const { result, unmount } = renderHook(() => useProposalDraft({ id: 'p', version: 1, answers: {} } as unknown as Proposal, true), { wrapper: around })
  const type = (value: number) => act(() => result.current.change((doc) => ({ ...doc, turnover: value })))
  type(turnover)
  const saved = result.current.save()
  await waitFor(() => expect(asked).toHaveLength(1), { timeout: 20_000 })
  return { answer: asked[0]!.answer, saved, result, type, unmount }
}

it('is none once it was taken, though its writer has left', async () => {
  const { answer, saved, unmount } = await save(5)
  unmount()
  expect(kept()?.answers).toEqual({ turnover: 5 })
  answer(200, { id: 'p', version: 2 })
  expect(await saved).toBe(true)
  expect(kept()).toBeNull()
})

it.each([[409, 'underwriting.answers_overtaken'], [500, 'internal_error']])('stays when it was refused (%i)', async (status, code) => {
  const { answer, saved, unmount } = await save(5)
  unmount()
  answer(status, { code })
  expect(await saved).toBe(false)
  expect(kept()).toMatchObject({ base: 1, answers: { turnover: 5 } })
})

it('is what was typed meanwhile, on top of the version that was taken', async () => {
  const { answer, saved, type, unmount } = await save(5)
  type(6)
  unmount()
  answer(200, { id: 'p', version: 2 })
  expect(await saved).toBe(false)
  expect(asked.map(({ base, turnover }) => [base, turnover])).toEqual([[1, 5]])
  expect(kept()).toMatchObject({ base: 2, answers: { turnover: 6 } })
})
