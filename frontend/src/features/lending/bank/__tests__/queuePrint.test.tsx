// @vitest-environment jsdom
/** The queue on paper: what was asked for, every page of it, and a word instead of a part where it is too long. */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { queryClient } from '../../../../api/query'
import { words } from '../../../../app/i18n'
import { type Session, SessionContext } from '../../../../lib/permissions'
import own from '../locales/zh-CN.json'
import QueuePrintPage from '../pages/QueuePrintPage'

const asked = vi.fn<(request: Request) => Promise<Response>>()
beforeAll(async () => {
  vi.stubGlobal('fetch', asked)
  queryClient.setDefaultOptions({ queries: { retry: false } })
  await words('zh-CN')
})
afterEach(() => {
  cleanup()
  queryClient.clear()
  asked.mockReset()
})
afterAll(() => vi.unstubAllGlobals())

const row = (n: number) => ({
  id: String(n), number: `LA-${n}`, applicant: { name: `企业${n}` }, product: { name: '知贷' }, amount_fen: 100_000_000, state: 'withdrawn', clock: null, assignee: null,
  updated_at: '2026-11-29T00:00:00Z',
})
const session = { member: { id: 'm', name: 'M', roles: [] }, permissions: [], organisation: { name: '浦东银行' } } as unknown as Session

function answer(total: number | string) {
  const urls: URL[] = []
  asked.mockImplementation((request) => {
    const url = new URL(request.url)
    if (!url.pathname.endsWith('/loan-applications')) return Promise.resolve(Response.json({ items: [], next: null, total: 0 }))
    urls.push(url)
    const second = url.searchParams.get('cursor') === 'c1'
    return Promise.resolve(Response.json({ items: [row(second ? 2 : 1)], next: second ? null : 'c1', total }))
  })
  render(
    <QueryClientProvider client={queryClient}>
      <SessionContext.Provider value={session}>
        <MemoryRouter initialEntries={['/b/queue/print?view=mine&q=芯&overdue=1']}><QueuePrintPage /></MemoryRouter>
      </SessionContext.Provider>
    </QueryClientProvider>,
  )
  return urls
}

it('states the filters and holds every page', async () => {
  const urls = answer(2)
  expect(await screen.findByText('LA-2')).toBeTruthy()
  expect(screen.getByText('LA-1')).toBeTruthy()
  expect(urls.map((each) => [each.searchParams.get('view'), each.searchParams.get('q'), each.searchParams.get('overdue')])).toEqual([['mine', '芯', 'true'], ['mine', '芯', 'true']])
  const said = document.querySelector('dl')?.textContent ?? ''
  for (const each of [own.bank.queue.tab.mine, '芯', own.bank.queue.filter_overdue, '200 万元']) expect(said).toContain(each)
})

it.each([2001, '10000+'])('says so instead of printing a part (%s)', async (total) => {
  const urls = answer(total)
  expect(await screen.findByText(own.bank.queue.print.too_many_text.replace('{{most}}', '2,000'))).toBeTruthy()
  expect(screen.queryByText('LA-1')).toBeNull()
  expect(urls).toHaveLength(1)
})
