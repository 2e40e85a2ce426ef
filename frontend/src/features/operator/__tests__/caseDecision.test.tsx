// @vitest-environment jsdom
/** A case that a colleague decided meanwhile: whoever presses is told so, and what he typed stays until he has read it. */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { Problem } from '../../../api/problem'
import { queryClient } from '../../../api/query'
import zh from '../../../locales/zh-CN.json'
import CaseDecision from '../components/CaseDecision'
import own from '../locales/zh-CN.json'
import type { Case } from '../queries'

const post = vi.hoisted(() => vi.fn())
vi.mock('../../../api/client', () => ({ api: { POST: post }, ok: (sent: Promise<unknown>) => sent }))
vi.mock('../../../ui/ReasonSelect', () => ({ default: ({ id, onChange }: { id: string; onChange: (code: string) => void }) => <input id={id} aria-label="code" onChange={(event) => onChange(event.target.value)} /> }))

beforeAll(() =>
  i18next.use(initReactI18next).init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { ...zh, ...own, problem: { ...zh.problem, ...own.problem } } } }, interpolation: { escapeValue: false } }),
)
vi.stubGlobal('matchMedia', () => ({ matches: false, addListener: () => {}, removeListener: () => {}, addEventListener: () => {}, removeEventListener: () => {} }))
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
afterEach(cleanup)
vi.setConfig({ testTimeout: 120_000 })

const words = own.operator.case
const open = { id: 'k', state: 'submitted', name: '甲公司', licence: null, statement: null, submitted_at: null, decided_at: null, allowed_actions: ['approve', 'return'] } as unknown as Case
const decided = { ...open, state: 'approved', decided_at: '2026-11-30T06:05:00+00:00', allowed_actions: [] } as unknown as Case
const view = (found: Case) => <MemoryRouter><QueryClientProvider client={queryClient}><CaseDecision found={found} /></QueryClientProvider></MemoryRouter>
const moved = () => new Problem(409, {
  code: 'kyb.case_moved', title: '',
  differences: [{ field: 'state', before: 'submitted', after: 'approved', by: '李同事', at: '2026-11-30T06:05:00+00:00' }],
})
/** A button of two characters has a space between them. */
const press = (label: string) => fireEvent.click(screen.getAllByRole('button', { name: new RegExp(`^${[...label].join('\\s?')}$`, 'u') }).at(-1)!)

it('tells whoever approves, in the dialog, and then shows the case as it stands', async () => {
  post.mockRejectedValueOnce(moved())
  const { rerender } = render(view(open))
  fireEvent.focus(screen.getByRole('button', { name: words.approve }))
  press(words.approve)
  await screen.findByRole('dialog')
  rerender(view(decided))
  press(words.approve)

  expect(await screen.findByText(/李同事，2026-11-30 14:05/u)).toBeTruthy()
  press(zh.stale.look)
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('2026-11-30'))
  expect(screen.queryByRole('button', { name: words.approve })).toBeNull()
})

it('keeps the sentence of a return until its refusal was read', async () => {
  post.mockRejectedValueOnce(moved())
  const { rerender } = render(view(open))
  const sentence = screen.getByLabelText(words.sentence)
  fireEvent.focus(sentence)
  fireEvent.change(screen.getByLabelText('code'), { target: { value: 'other' } })
  fireEvent.change(sentence, { target: { value: '执照看不清' } })
  rerender(view(decided))
  press(words.sendBack)

  expect(await screen.findByText(/李同事，2026-11-30 14:05/u)).toBeTruthy()
  expect(screen.getByLabelText<HTMLTextAreaElement>(words.sentence).value).toBe('执照看不清')
  expect((post.mock.lastCall as [string, { body: { seen: unknown } }])[1].body.seen).toMatchObject({ state: 'submitted' })
  press(zh.stale.look)
  await waitFor(() => expect(screen.queryByLabelText(words.sentence)).toBeNull())
})

it('does not offer what nobody had begun', () => {
  const { rerender } = render(view(open))
  rerender(view(decided))
  expect(screen.queryByRole('button', { name: words.approve })).toBeNull()
})
