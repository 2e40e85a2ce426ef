// @vitest-environment jsdom
/** A reference table: its rows and differences are told, a version is typed, and refused rows are named by cell. */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { MemoryRouter, Route, Routes } from 'react-router'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { Problem } from '../../../api/problem'
import { queryClient } from '../../../api/query'
import zh from '../../../locales/zh-CN.json'
import own from '../locales/zh-CN.json'
import { cellsOf, faultOf, hundredths, rowOf, shown } from '../model'
import TablePage from '../pages/TablePage'
import TablesPage from '../pages/TablesPage'
import type { Column, Proposal, Table, Version } from '../queries'

const words = own.reference
const column = (name: string, heading: string, shape: Column['shape'], more: Partial<Column> = {}): Column =>
  ({ name, heading, shape, optional: false, choices: [], ...more })
const COLUMNS = [
  column('name', '期限', 'choice', { choices: [{ code: 'lpr_1y', label: '一年期' }, { code: 'lpr_5y', label: '五年期以上' }] }),
  column('rate_bp', '利率（%）', 'rate'),
]
const VERSION: Version = {
  id: 'v2', version: 2, valid_from: '2025-05-20', standing: 'now', source: '公告', author: '甲', published_by: '乙', made_at: '2025-05-19T00:00:00Z', row_count: 2,
}
const TABLE: Table = {
  table: 'lpr', title: '贷款市场报价利率', about: '按日取用', columns: COLUMNS, in_force: VERSION, to_come: null, waiting: null, first_day: '2026-12-01', allowed_actions: ['proposal'],
}
const ROWS = [{ name: 'lpr_1y', rate_bp: 300 }, { name: 'lpr_5y', rate_bp: 350 }]
const CHANGES = [{ how: 'changed', before: { name: 'lpr_1y', rate_bp: 310 }, after: ROWS[0] }]
const WAITING: Proposal = {
  id: 'p1', table: 'lpr', state: 'open', valid_from: '2026-12-20', source: '新公告', proposed_by: '甲', proposed_at: '2026-11-30T01:00:00Z', decided_by: null, decided_at: null, note: null, allowed_actions: ['acceptance', 'decline'],
}

const at = vi.hoisted(() => ({ table: null as unknown, error: null as unknown, sent: vi.fn() }))
const answered = (data: unknown) => ({ data, isPending: false, isLoadingError: false, error: null, refetch: vi.fn() })
const page = (items: unknown[]) => answered({ items, next: null, total: items.length })
vi.mock('../queries', () => ({
  useTables: () => page([at.table]),
  useTable: () => answered(at.table),
  useVersion: () => answered({ version: VERSION, table: 'lpr', rows: ROWS, against: 1, changes: CHANGES }),
  useVersions: () => page([VERSION]),
  useProposals: () => page([]),
  useProposal: () => answered({ proposal: WAITING, rows: ROWS, against: 2, changes: CHANGES }),
  useReading: () => ({ mutate: vi.fn(), error: null, isSuccess: false }),
  usePropose: () => ({ mutate: at.sent, reset: vi.fn(), error: at.error, isPending: false }),
  useDecide: () => ({ mutateAsync: at.sent }),
  sheetOf: vi.fn(),
}))

beforeAll(() => i18next.use(initReactI18next).init({
  lng: 'zh-CN', resources: { 'zh-CN': { translation: { ...zh, ...own, problem: { ...zh.problem, ...own.problem } } } }, interpolation: { escapeValue: false },
}))
beforeEach(() => {
  Object.assign(at, { table: TABLE, error: null })
  at.sent.mockReset()
  window.matchMedia ??= (() => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {}, addListener: () => {}, removeListener: () => {} })) as never
  globalThis.ResizeObserver ??= class { observe() {} unobserve() {} disconnect() {} } as never
})
afterEach(cleanup)

const open = (path = '/o/reference/lpr') => render(
  <MemoryRouter initialEntries={[path]}>
    <QueryClientProvider client={queryClient}>
      <Routes>
        <Route path="/o/reference" element={<TablesPage />} />
        <Route path="/o/reference/:table" element={<TablePage />} />
      </Routes>
    </QueryClientProvider>
  </MemoryRouter>,
)

it('lists each table with its version and who published it', () => {
  open('/o/reference')
  expect(screen.getByRole('link', { name: '贷款市场报价利率' }).getAttribute('href')).toBe('/o/reference/lpr')
  expect(screen.getByText('甲 提出，乙 发布')).toBeTruthy()
})

it('shows the rows, and what differs with what stood there before', () => {
  open()
  expect(screen.getByText('3.50')).toBeTruthy()
  fireEvent.click(screen.getByText(words.difference))
  expect(screen.getByText('3.10').closest('del')).toBeTruthy()
  expect(screen.getByText('3.00').closest('ins')).toBeTruthy()
  expect(screen.queryByText('3.50')).toBeNull()
})

it('sends what was typed, and nothing before a source is named and every number is one', () => {
  open()
  fireEvent.click(screen.getByRole('button', { name: words.propose }))
  const form = screen.getByRole('form', { name: words.propose })
  const [rate] = within(form).getAllByLabelText('利率（%）') as HTMLInputElement[]
  fireEvent.change(rate!, { target: { value: '2.955' } })
  fireEvent.submit(form)
  expect(within(form).getByText(zh.common.required)).toBeTruthy()
  fireEvent.change(within(form).getByLabelText(words.source), { target: { value: ' 公告 9 号 ' } })
  fireEvent.submit(form)
  expect(within(form).getByText(words.fault.hundredths)).toBeTruthy()
  expect(at.sent).not.toHaveBeenCalled()
  fireEvent.change(rate!, { target: { value: '2.9' } })
  fireEvent.submit(form)
  expect(at.sent.mock.calls[0]?.[0]).toEqual({
    table: 'lpr', valid_from: '2026-12-01', source: '公告 9 号', rows: [{ name: 'lpr_1y', rate_bp: 290 }, { name: 'lpr_5y', rate_bp: 350 }],
  })
})

it('tells each refused row by row and column, under its cell too', () => {
  const why = '须大于 0'
  at.error = new Problem(422, { code: 'reference.rows_refused', rows: [{ row: 2, column: 'rate_bp', heading: '利率（%）', why }] })
  open()
  fireEvent.click(screen.getByRole('button', { name: words.propose }))
  expect(screen.getByText('第 2 行 · 利率（%）：')).toBeTruthy()
  expect(within(screen.getByRole('group', { name: '第 2 行' })).getByRole('alert').textContent).toBe(why)
  expect(within(screen.getByRole('group', { name: '第 1 行' })).queryByRole('alert')).toBeNull()
})

it('lets another person publish or decline what waits, and proposes nothing beside it', () => {
  at.table = { ...TABLE, waiting: WAITING, allowed_actions: [] }
  open()
  const panel = screen.getByRole('region', { name: words.waiting })
  expect(within(panel).getByRole('button', { name: /^发\s?布$/u })).toBeTruthy()
  expect(within(panel).getByRole('button', { name: /^退\s?回$/u })).toBeTruthy()
  expect(screen.queryByRole('button', { name: words.propose })).toBeNull()
})

it('reads and writes each shape of value', () => {
  const optional = column('other', '另一来源', 'rate', { optional: true })
  const list = column('kinds', '种类', 'list', { choices: [{ code: 'patent', label: '专利' }] })
  const flag = column('on', '开', 'flag')
  const all = [COLUMNS[0]!, COLUMNS[1]!, optional, list, flag]
  const row = { name: 'lpr_1y', rate_bp: 5, kinds: ['patent'], on: true }
  expect(rowOf(all, cellsOf(all, row))).toEqual(row)
  expect(all.map((each) => shown(each, row[each.name as keyof typeof row], ['是', '否'], '、'))).toEqual(['一年期', '0.05', '—', '专利', '是'])
  expect([faultOf(optional, ''), faultOf(COLUMNS[1]!, ''), faultOf(list, [])]).toEqual([null, 'required', 'required'])
  expect([hundredths('1,234.5'), hundredths('-1'), hundredths('1.234')]).toEqual([123450, null, null])
})
