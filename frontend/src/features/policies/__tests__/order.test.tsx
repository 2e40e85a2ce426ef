// @vitest-environment jsdom
/** Answers that come in another order than they were asked for: what was confirmed stays confirmed. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import zh from '../../../locales/zh-CN.json'
import BrokerGate from '../components/BrokerGate'
import TakeQuote from '../components/TakeQuote'
import own from '../locales/zh-CN.json'

type Answer = (value: unknown) => void
const asked = vi.hoisted(() => ({ ticks: new Map<string, (value: unknown) => void>(), confirmed: new Map<string, (value: unknown) => void>() }))
const PAGE = {
  id: 'page', sha256: 'f', ticks: [] as { exclusion: string }[],
  content: { gross_fen: 100, insurers: [], notices: [], exclusions: ['a', 'b'].map((key) => ({ key, part: key, zh: key, en: key })) },
}
vi.mock('../queries', async (whole) => ({
  ...(await whole<object>()),
  showPage: () => Promise.resolve(PAGE),
  tick: (_quote: string, _page: string, key: string) => new Promise((done) => { asked.ticks.set(key, done) }),
  showBrokerPage: (_proposal: string, { kind }: { kind: string }) => Promise.resolve({ id: kind, kind, sha256: 'f', content: {} }),
  confirmBrokerPage: (_proposal: string, id: string) => new Promise((done) => { asked.confirmed.set(id, done) }),
}))
vi.mock('../../../ui/cover/BrokerText', () => ({ NoticeText: () => null, NeedsText: () => null }))

vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
beforeAll(() => i18next.use(initReactI18next).init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { ...zh, ...own } } }, interpolation: { escapeValue: false } }))
afterEach(cleanup)
const answer = (of: Map<string, Answer>, key: string, value: unknown) => act(async () => { of.get(key)?.(value) })
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
  expect(box(/a$/u).checked).toBe(true)
  expect(box(/b$/u).checked).toBe(true)
  expect(screen.getByRole('button', { name: own.policies.take.accept })).toHaveProperty('disabled', false)
})

it('goes on when both pages of the broker were confirmed at once', async () => {
  const done = vi.fn<() => void>()
  render(<BrokerGate proposal="proposal" missing={['notice', 'needs']} done={done} />)
  fireEvent.change(screen.getByLabelText(own.policies.broker.said), { target: { value: '海外诉讼' } })
  fireEvent.click(screen.getByRole('button', { name: own.policies.broker.write }))
  await waitFor(() => expect(screen.getAllByRole('checkbox')).toHaveLength(2))
  screen.getAllByRole('checkbox').forEach((each) => fireEvent.click(each))
  await answer(asked.confirmed, 'needs', {})
  expect(done).not.toHaveBeenCalled()
  await answer(asked.confirmed, 'notice', {})
  expect(done).toHaveBeenCalledOnce()
})
