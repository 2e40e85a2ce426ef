// @vitest-environment jsdom
/** The broker's pages before a comparison: what is being written on them stays while the comparison is asked again. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { MemoryRouter, Route, Routes } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import i18n, { words } from '../../../app/i18n'
import own from '../locales/zh-CN.json'
import ComparePage from '../pages/ComparePage'

configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 120_000 })

const OPEN = { code: 'policies.broker_pages_open', title: 'open', missing: ['needs'] }
const shown: ((answer: Response) => void)[] = []
let compared: () => Promise<Response> = () => Promise.reject(new TypeError('nobody answers'))
vi.mock('../../../ui/cover/ModeBanner', () => ({ default: () => null }))
vi.mock('../../../ui/cover/BrokerText', () => ({ NoticeText: () => null, NeedsText: ({ of }: { of: { said: string } }) => <p>{of.said}</p> }))

const page = (id: string, said: string) => Response.json({ id, kind: 'needs', sha256: 'f', content: { said } }, { status: 201 })
const refused = (body: object) => Response.json(body, { status: 409, headers: { 'content-type': 'application/problem+json' } })
const write = () => screen.getByRole('button', { name: new RegExp(own.policies.broker.write, 'u') })
const said = () => screen.getByLabelText<HTMLTextAreaElement>(own.policies.broker.said)

beforeEach(async () => {
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }))
  shown.length = 0
  compared = () => Promise.resolve(refused(OPEN))
  vi.stubGlobal('fetch', (request: Request) => {
    if (request.url.endsWith('/comparison')) return compared()
    if (request.url.endsWith('/broker-pages')) return new Promise<Response>((done) => { shown.push(done) })
    return Promise.resolve(refused({ code: 'policies.page_outdated', title: 'outdated', differences: [] }))
  })
  await words('zh-CN')
  i18n.addResourceBundle('zh-CN', 'translation', own, true, true)
  await i18n.changeLanguage('zh-CN')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function comparing() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={['/e/insurance/rfq/compare']}>
        <Routes><Route path="/e/insurance/:rfq/compare" element={<ComparePage />} /></Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  )
  fireEvent.change(await screen.findByLabelText(own.policies.broker.said), { target: { value: '海外诉讼' } })
  return client
}

it('keeps the need that is being written while the comparison is asked again, whatever the answer', async () => {
  const client = await comparing()
  const answers: ((response: Response) => void)[] = []
  compared = () => new Promise((done) => { answers.push(done) })
  const read = client.refetchQueries()
  await waitFor(() => expect(answers).toHaveLength(1))
  expect(said().value).toBe('海外诉讼')
  await act(async () => { answers[0]?.(refused(OPEN)); await read })
  expect(said().value).toBe('海外诉讼')
  compared = () => Promise.reject(new TypeError('nobody answers'))
  await act(() => client.refetchQueries())
  expect(said().value).toBe('海外诉讼')
})

it('keeps one note however often it is asked for, and a refused confirmation leads to another', async () => {
  await comparing()
  fireEvent.click(write())
  fireEvent.click(write())
  await waitFor(() => expect(shown).toHaveLength(1))
  await act(async () => { shown[0]?.(page('first', '海外诉讼')) })
  fireEvent.click(await screen.findByRole('checkbox'))
  fireEvent.click(await screen.findByRole('button', { name: i18n.t('stale.take') }))
  await waitFor(() => expect(shown).toHaveLength(2))
  await act(async () => { shown[1]?.(page('second', '海外诉讼')) })
  expect((await screen.findByRole<HTMLInputElement>('checkbox')).checked).toBe(false)
})
