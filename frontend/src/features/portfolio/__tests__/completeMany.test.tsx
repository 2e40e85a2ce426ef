// @vitest-environment jsdom
/** Several fees marked as paid at once: each by itself, what was refused stays chosen and is told; whoever may not sees no boxes. */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { Problem } from '../../../api/problem'
import { queryClient } from '../../../api/query'
import i18n, { words } from '../../../app/i18n'
import { today } from '../../../lib/dates'
import FeeTasks from '../components/FeeTasks'

const read = vi.hoisted(() => ({ items: [] as unknown[], sent: [] as unknown[] }))
vi.mock('../queries', () => ({
  useFeeTasks: () => ({ data: { items: read.items, next: null, total: read.items.length }, error: null, isPending: false, isLoadingError: false, refetch: () => undefined }),
  useCompleteFeeTask: () => ({ isPending: false, error: null, mutate: () => undefined, reset: () => undefined }),
  completeFeeTask: (body: { id: string }) => {
    read.sent.push(body)
    return body.id === 'two' ? Promise.reject(new Problem(409, { code: 'portfolio.fee_task_ended' })) : Promise.resolve()
  },
}))

const task = (id: string, year: number, allowed_actions = ['completion']) => ({
  id, asset_id: id, label: `ZL${id}`, title: `Right ${id}`, year, step: -30, due_on: '2026-12-20', late_until: '2027-06-20', allowed_actions,
})

const shown = () => render(
  <QueryClientProvider client={queryClient}><MemoryRouter><FeeTasks /></MemoryRouter></QueryClientProvider>,
)
const tick = (name: string) => fireEvent.click(screen.getByRole('checkbox', { name: `Select ${name}` }))

beforeAll(async () => {
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: false, media: query, addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {} }))
  await words('en')
  await i18n.changeLanguage('en')
})
beforeEach(() => { read.sent = [] })
afterEach(() => {
  cleanup()
  queryClient.clear()
})

it('sends each that was chosen with the one day and tells row by row', async () => {
  read.items = [task('one', 4), task('two', 5), task('three', 6)]
  shown()
  tick('Right one · year 4')
  tick('Right two · year 5')
  fireEvent.click(screen.getByRole('region', { name: '2 selected' }).querySelector('button') as HTMLElement)
  const dialog = await screen.findByRole('dialog')
  expect(dialog.textContent).toContain('Mark 2 annual fees as paid?')
  fireEvent.click(dialog.querySelector('.ant-btn-primary') as HTMLElement)

  await screen.findByText('1 done, 1 failed')
  expect(read.sent).toEqual([{ id: 'one', paid_on: today() }, { id: 'two', paid_on: today() }])
  expect(screen.getByText(/^Right two · year 5: /)).toBeTruthy()
  await waitFor(() => expect(screen.getByRole('region', { name: '1 selected' })).toBeTruthy())
})

it('gives nobody a box who may end none of them', () => {
  read.items = [task('one', 4, [])]
  shown()
  expect(screen.queryByRole('checkbox')).toBeNull()
})
