// @vitest-environment jsdom
/** Answers that come in another order than they were asked for: what was confirmed stays confirmed. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { Problem } from '../../../api/problem'
import zh from '../../../locales/zh-CN.json'
import BrokerGate from '../components/BrokerGate'
import TakeQuote from '../components/TakeQuote'
import own from '../locales/zh-CN.json'

configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 120_000 })

type Answer = (value: unknown) => void
const asked = vi.hoisted(() => ({ pages: [] as unknown[], refusals: new Map<string, (problem: unknown) => void>(), ticks: new Map<string, (value: unknown) => void>(), confirmed: new Map<string, (value: unknown) => void>() }))
const PAGE = {
  id: 'page', sha256: 'f', ticks: [] as { exclusion: string }[],
  content: { gross_fen: 100, insurers: [], notices: [], exclusions: ['a', 'b'].map((key) => ({ key, part: key, zh: key, en: key })) },
}
vi.mock('../queries', async (whole) => ({
  ...(await whole<object>()),
  showPage: () => Promise.resolve(asked.pages.shift() ?? PAGE),
  tick: (_quote: string, _page: string, key: string) => new Promise((done, refuse) => { asked.ticks.set(key, done); asked.refusals.set(key, refuse) }),
  showBrokerPage: (_proposal: string, { kind }: { kind: string }) => Promise.resolve({ id: kind, kind, sha256: 'f', content: {} }),
  confirmBrokerPage: (_proposal: string, id: string) => new Promise((done) => { asked.confirmed.set(id, done) }),
}))
vi.mock('../../../ui/cover/BrokerText', () => ({ NoticeText: () => null, NeedsText: () => null }))

vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
beforeAll(() => i18next.use(initReactI18next).init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { ...zh, ...own } } }, interpolation: { escapeValue: false } }))
afterEach(cleanup)
async function answer(of: Map<string, Answer>, key: string, value: unknown) {
  await waitFor(() => expect(of.has(key)).toBe(true))
  await act(async () => { of.get(key)?.(value) })
  of.delete(key)
}
const box = (name: RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name })

it('keeps every exclusion that was ticked', async () => {
  const quote = { id: 'quote', option: 1, insurer: '某保险' } as unknown as Parameters<typeof TakeQuote>[0]['quote']
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter><TakeQuote quote={quote} close={() => undefined} untold={() => undefined} /></MemoryRouter>
    </QueryClientProvider>,
  )
  fireEvent.click(await screen.findByRole('checkbox', { name: /a$/u }))
  fireEvent.click(box(/b$/u))
  await answer(asked.ticks, 'b', { ...PAGE, ticks: [{ exclusion: 'a' }, { exclusion: 'b' }] })
  await answer(asked.ticks, 'a', { ...PAGE, ticks: [{ exclusion: 'a' }] })
  await waitFor(() => expect([box(/a$/u).checked, box(/b$/u).checked]).toEqual([true, true]))
  expect(screen.getByRole('button', { name: own.policies.take.accept })).toHaveProperty('disabled', false)
})

it('keeps the page that was shown last, whatever is answered of the one before', async () => {
  const quote = { id: 'quote', option: 1, insurer: '某保险' } as unknown as Parameters<typeof TakeQuote>[0]['quote']
  asked.pages = [{ ...PAGE, id: 'before' }]
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter><TakeQuote quote={quote} close={() => undefined} untold={() => undefined} /></MemoryRouter>
    </QueryClientProvider>,
  )
  fireEvent.click(await screen.findByRole('checkbox', { name: /a$/u }))
  fireEvent.click(box(/b$/u))
  await answer(asked.refusals, 'a', new Problem(409, { code: 'policies.page_outdated', differences: [] }))
  fireEvent.click(await screen.findByRole('button', { name: zh.stale.take }))
  await answer(asked.ticks, 'b', { ...PAGE, id: 'before', ticks: [{ exclusion: 'a' }, { exclusion: 'b' }] })
  asked.ticks.clear()
  fireEvent.click(await screen.findByRole('checkbox', { name: /a$/u }))
  await answer(asked.ticks, 'a', { ...PAGE, ticks: [{ exclusion: 'a' }] })
  await waitFor(() => expect(box(/a$/u).checked).toBe(true))
  expect(box(/b$/u).checked).toBe(false)
})

it('goes on when both pages of the broker were confirmed at once', async () => {
  const done = vi.fn<() => void>()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BrokerGate proposal="proposal" missing={['notice', 'needs']} done={done} />
    </QueryClientProvider>,
  )
  fireEvent.change(screen.getByLabelText(own.policies.broker.said), { target: { value: '海外诉讼' } })
  fireEvent.click(screen.getByRole('button', { name: own.policies.broker.write }))
  await waitFor(() => expect(screen.getAllByRole('checkbox')).toHaveLength(2))
  screen.getAllByRole('checkbox').forEach((each) => fireEvent.click(each))
  await answer(asked.confirmed, 'needs', {})
  expect(done).not.toHaveBeenCalled()
  await answer(asked.confirmed, 'notice', {})
  await waitFor(() => expect(done).toHaveBeenCalledOnce())
})
