// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { MemoryRouter, useLocation } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import { Problem } from '../../api/problem'
import * as saving from '../../lib/saveFile'
import ExportButton from '../ExportButton'
import * as exporting from '../exporting'

vi.mock('../../lib/saveFile', () => ({ saveFile: vi.fn() }))
vi.mock('../exporting', async (original) => ({ ...(await original<typeof exporting>()), useListExport: vi.fn(), useAskList: vi.fn(), takeList: vi.fn() }))

const LONG = { list: 'register', format: 'xlsx', filters: { number: 'Y1' } } as const
const made = (changes: Partial<exporting.ListExport>): exporting.ListExport => ({
  id: 'x', list: 'register', format: 'xlsx', filters: {}, names: {}, asked_by: 'a', asked_at: '2026-11-30T00:00:00Z', state: 'queued', rows_done: 0, rows_total: 20_000,
  started_at: null, ended_at: null, elapsed_seconds: 1, file_name: 'f.xlsx', size: null, expires_at: null, failure: null, allowed_actions: [], ...changes,
})
const file = new Blob(['rows'])
const tooLong = () => Promise.reject(new Problem(422, { code: 'export_too_large', limit: 10_000 }))

const Here = () => {
  const { pathname, search, state } = useLocation()
  return <p data-testid="here">{JSON.stringify([pathname + search, state])}</p>
}

function show(ask: () => Promise<Blob>, how: { began?: exporting.ListExport; now?: exporting.ListExport; long?: exporting.ListAsked | false } = {}) {
  const mutate = vi.fn()
  vi.mocked(exporting.useAskList).mockReturnValue({ mutate, reset: vi.fn(), data: how.began, error: null, isPending: false } as never)
  vi.mocked(exporting.useListExport).mockReturnValue({ data: how.now } as never)
  vi.mocked(exporting.takeList).mockResolvedValue(file)
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={['/d/register?number=Y1']}>
        <ExportButton ask={ask} fileName="f.xlsx" {...(how.long !== false && { long: how.long ?? LONG })} />
        <Here />
      </MemoryRouter>
    </QueryClientProvider>,
  )
  return mutate
}

const press = () => fireEvent.click(screen.getByRole('button'))

afterEach(() => {
  cleanup()
  vi.clearAllMocks()
})

it('saves a short list at once', async () => {
  const later = show(() => Promise.resolve(file))
  press()
  await waitFor(() => expect(saving.saveFile).toHaveBeenCalledWith(file, 'f.xlsx'))
  expect(later).not.toHaveBeenCalled()
})

it('has a list that is too long written, as it is filtered', async () => {
  const later = show(tooLong)
  press()
  await waitFor(() => expect(later).toHaveBeenCalledWith(LONG))
})

it('says a refusal where nobody else could write the list', async () => {
  show(tooLong, { long: false })
  press()
  await screen.findByRole('alert')
})

it('shows how many rows are written, and that one may leave', () => {
  show(tooLong, { began: made({}), now: made({ state: 'running', rows_done: 5000 }) })
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25')
  expect(screen.getByRole('status').textContent).toBe('common.exporting.leave')
  expect(screen.getByRole('link', { name: 'common.exporting.all' }).getAttribute('href')).toBe('/exports')
})

it('saves the file once when it is written', async () => {
  show(tooLong, { began: made({}), now: made({ state: 'done', rows_done: 20_000, size: 9 }) })
  await waitFor(() => expect(saving.saveFile).toHaveBeenCalledExactlyOnceWith(file, 'f.xlsx'))
  expect(screen.queryByRole('progressbar')).toBeNull()
})

it('says why there is no file', () => {
  show(tooLong, { began: made({}), now: made({ state: 'failed', failure: 'exports.rights_lost' }) })
  expect(screen.getByRole('alert').textContent).not.toBe('')
  expect(saving.saveFile).not.toHaveBeenCalled()
})

const printing = () => screen.queryByRole('link', { name: 'common.print' })

it('leads to the list on paper as it is filtered, and knows the way back', () => {
  show(tooLong)
  expect(printing()?.getAttribute('href')).toBe('/print/register?number=Y1')
  fireEvent.click(printing() as HTMLElement)
  expect(screen.getByTestId('here').textContent).toBe(JSON.stringify(['/print/register?number=Y1', { from: '/d/register?number=Y1' }]))
})

it.each([false, { ...LONG, format: 'csv' }, { ...LONG, list: 'loan_book' }] as const)('prints no list that has no rows to print, or a paper of its own (%o)', (long) => {
  show(tooLong, { long })
  expect(printing()).toBeNull()
})

it.each([
  [{ q: '=1 & 甲', cursor: 'c', limit: 20, kind: undefined, until: '' }, { q: '=1 & 甲' }],
  [{ state: ['draft'], pledged: false, view: null }, { state: ['draft'], pledged: 'false' }],
  [{ state: ['draft', 'drawn'] }, { state: ['draft', 'drawn'] }],
  [{}, {}],
])('finds the filters again in the address (%o)', (filters, found) => {
  const { pathname, searchParams } = new URL(exporting.printPath({ list: 'assets', filters }), 'https://x')
  expect(pathname).toBe('/print/assets')
  expect(exporting.filtersIn(searchParams)).toEqual(found)
})
