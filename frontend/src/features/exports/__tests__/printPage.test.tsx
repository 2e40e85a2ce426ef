// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { queryClient } from '../../../api/query'
import i18n, { words } from '../../../app/i18n'
import { type Session, SessionContext } from '../../../lib/permissions'
import PrintPage from '../pages/PrintPage'

const SESSION = {
  csrf_token: '', member: { id: 'm', name: 'M', roles: [] }, permissions: [], second_factor: false, second_factor_duty: null,
  organisation: { id: 'o', kind: 'district', name: '某区', former_names: [], uscc: null, division: null, street: null, address_line: null, verified: true, verified_at: null },
} as unknown as Session
const SHEET = {
  title: '质押登记簿', read_at: '2026-11-30T07:00:00Z', cover: [{ name: '登记号', value: 'Y1' }, { name: '出质人', value: '' }],
  columns: [{ heading: '登记号', is_numeric: false }, { heading: '金额（元）', is_numeric: true }], rows: [['Y1', '1,234.00'], ['=1+1', '']],
}
const asked = vi.fn<(request: Request) => Promise<Response>>()
const answer = (body: object, status = 200) => asked.mockResolvedValue(Response.json(body, { status }))

function open(from: string | null = '/d/register?number=Y1') {
  const router = createMemoryRouter([{ path: '/print/:list', element: <PrintPage /> }, { path: '*', element: <p>elsewhere</p> }],
    { initialEntries: [{ pathname: '/print/register', search: '?number=Y1', state: from && { from } }] })
  render(
    <QueryClientProvider client={queryClient}>
      <SessionContext.Provider value={SESSION}><RouterProvider router={router} /></SessionContext.Provider>
    </QueryClientProvider>,
  )
}

beforeAll(async () => {
  vi.stubGlobal('fetch', asked)
  vi.stubGlobal('print', vi.fn())
  queryClient.setDefaultOptions({ queries: { retry: false } })
  await words('zh-CN')
})
afterEach(() => {
  cleanup()
  queryClient.clear()
  vi.clearAllMocks()
})
afterAll(() => vi.unstubAllGlobals())

it('asks for the list as the address says, and puts every row on paper', async () => {
  answer(SHEET)
  open()
  const [head, first, second] = within(await screen.findByRole('table')).getAllByRole('row')
  const texts = (row: HTMLElement | undefined) => [...(row?.children ?? [])].map((cell) => cell.textContent)
  expect([texts(head), texts(first), texts(second)]).toEqual([['登记号', '金额（元）'], ['Y1', '1,234.00'], ['=1+1', '']])
  expect(await asked.mock.calls[0]?.[0].clone().json()).toEqual({ list: 'register', filters: { number: 'Y1' } })
  expect(screen.getAllByRole('term').map((each) => each.textContent)).toEqual(['登记号', i18n.t('exports.print.rows')])
  expect(screen.getAllByRole('definition').map((each) => each.textContent)).toEqual(['Y1', '2'])
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(i18n.t('exports.list.register'))
  fireEvent.click(screen.getByRole('button', { name: i18n.t('common.print') }))
  expect(window.print).toHaveBeenCalledOnce()
})

it('parts a moment before its time only, and a day or a month nowhere', async () => {
  answer({ ...SHEET, rows: [['2026-11-30 15:00:00', '2026-11'], ['2026-11-30', '2026-11-30x']] })
  open()
  const cells = within(await screen.findByRole('table')).getAllByRole('cell')
  expect(cells.map((cell) => [cell.textContent, cell.querySelector('.ex-day')?.textContent])).toEqual([
    ['2026-11-30 15:00:00', '2026-11-30'], ['2026-11', '2026-11'], ['2026-11-30', '2026-11-30'], ['2026-11-30x', undefined],
  ])
})

it('parts a digest anywhere, and nothing else so', async () => {
  const digest = 'a1'.repeat(32)
  answer({ ...SHEET, rows: [[digest, `${digest}.pdf`]] })
  open()
  const cells = within(await screen.findByRole('table')).getAllByRole('cell')
  expect(cells.map((cell) => cell.querySelector('.ex-digest')?.textContent)).toEqual([digest, undefined])
})

it.each([[12, undefined, ''], [13, '2', '7'], [20, '2', '10'], [21, '3', '7']])('puts a record of %d columns on as many lines of paper as it takes', async (count, lines, cells) => {
  const columns = Array.from({ length: count }, (_, at) => ({ heading: `第 ${at} 列`, is_numeric: false }))
  answer({ ...SHEET, columns, rows: [columns.map(() => '')] })
  open()
  const table = await screen.findByRole('table')
  expect([table.dataset.lines, table.style.getPropertyValue('--ex-cells')]).toEqual([lines, cells])
})

it.each([['/d/register?number=Y1', '/d/register?number=Y1'], [null, '/d']])('leads back to the list, or home (%s)', async (from, to) => {
  answer({ ...SHEET, rows: [] })
  open(from)
  await screen.findByText(i18n.t('exports.print.none'))
  for (const back of screen.getAllByRole('link', { name: i18n.t('common.back') })) expect(back.getAttribute('href')).toBe(to)
  expect(screen.queryByRole('button')).toBeNull()
})

it('says how many rows there are where they are too many, and what would do', async () => {
  answer({ code: 'export_too_long_to_print', rows: 200_001, limit: 2000 }, 422)
  open()
  const box = await screen.findByRole('alert')
  expect(box.textContent).toContain(i18n.t('exports.print.tooLong', { rows: '200,001' }))
  expect(box.textContent).toContain('2,000')
  expect(within(box).getByRole('link').getAttribute('href')).toBe('/d/register?number=Y1')
  expect(screen.queryByRole('table')).toBeNull()
})
