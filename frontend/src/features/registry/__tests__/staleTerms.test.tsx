// @vitest-environment jsdom
/** Terms that a colleague stated meanwhile: told with the difference; what was typed stays, the rest is read anew. */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { Problem } from '../../../api/problem'
import { queryClient } from '../../../api/query'
import zh from '../../../locales/zh-CN.json'
import { TermsForm } from '../components/TermsForm'
import own from '../locales/zh-CN.json'
import type { Pledge } from '../model'

const post = vi.hoisted(() => vi.fn())
vi.mock('../../../api/client', () => ({ api: { POST: post }, unwrap: (sent: Promise<unknown>) => sent }))

beforeAll(() =>
  i18next.use(initReactI18next).init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { ...zh, ...own, problem: { ...zh.problem, ...own.problem } } } }, interpolation: { escapeValue: false } }),
)
vi.stubGlobal('matchMedia', () => ({ matches: false, addListener: () => {}, removeListener: () => {}, addEventListener: () => {}, removeEventListener: () => {} }))
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
afterEach(cleanup)
vi.setConfig({ testTimeout: 120_000 })

const pledge = (scope: string, revision: number) => ({
  id: 'p', revision, signatures: [], allowed_actions: ['terms'],
  parties: { pledgor: { address: '甲路' }, pledgee: { address: '乙路' } },
  terms: {
    claim_kind: 'single', secured_fen: 300_000_000, loan_reference: 'JK-1', scope, optional: { annual_fees: '出质人缴纳' },
    pledgor_details: {}, pledgee_details: {}, attorney: null, agent: null,
  },
}) as unknown as Pledge

const form = (given: Pledge) => <QueryClientProvider client={queryClient}><TermsForm pledge={given} onClose={() => {}} /></QueryClientProvider>
const save = () => fireEvent.click(screen.getByRole('button', { name: own.registry.terms.save }))
const sent = () => (post.mock.lastCall as [string, { body: Record<string, unknown> }])[1].body

it('keeps what was typed, takes over what the colleague stated, and is sent on the new reading', async () => {
  post.mockRejectedValueOnce(new Problem(409, {
    code: 'registry.pledge_changed', title: '', revision: 6,
    differences: [{ field: 'scope', before: '主债权', after: '本金', by: '李同事', at: '2026-11-30T06:05:00+00:00' }],
  }))
  post.mockResolvedValueOnce({})
  const { rerender } = render(form(pledge('主债权', 5)))
  fireEvent.change(screen.getByLabelText(own.registry.terms.loan_reference), { target: { value: 'JK-9' } })
  save()
  expect(await screen.findByText(zh.problem.registry_pledge_changed)).toBeTruthy()
  expect(sent()['revision']).toBe(5)
  expect(screen.getByRole('listitem').textContent).toBe('担保范围：主债权 → 本金 （李同事，2026-11-30 14:05）')

  rerender(form(pledge('本金', 6)))
  fireEvent.click(screen.getByRole('button', { name: zh.stale.take }))
  await waitFor(() => expect(screen.queryByText(zh.problem.registry_pledge_changed)).toBeNull())
  save()
  await waitFor(() => expect(post).toHaveBeenCalledTimes(2))
  expect(sent()).toMatchObject({ revision: 6, scope: '本金', loan_reference: 'JK-9', optional: { annual_fees: '出质人缴纳' } })
})
