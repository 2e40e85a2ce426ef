// @vitest-environment jsdom
/** A file of rights that are no patents: its columns are asked for by their own names, its refused rows are told. */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { queryClient } from '../../../api/query'
import zh from '../../../locales/zh-CN.json'
import ColumnMapping from '../../../ui/ColumnMapping'
import RefusedRows from '../components/RefusedRows'
import ResultStrip from '../components/ResultStrip'
import own from '../locales/zh-CN.json'
import type { ImportRow, ImportRun } from '../model'

const read = vi.hoisted(() => ({ rows: [] as unknown[], sent: [] as unknown[] }))
vi.mock('../queries', () => ({
  useAddAssets: () => ({ isPending: false, isError: false }),
  useDeclareRight: () => ({ isPending: false, isError: false, isSuccess: false, mutate: (body: unknown) => read.sent.push(body) }),
  useImportRows: () => ({ data: { pages: [{ items: read.rows }] } }),
}))

beforeAll(() =>
  i18next.use(initReactI18next).init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { ...zh, ...own } } }, interpolation: { escapeValue: false } }),
)
afterEach(() => {
  cleanup()
  queryClient.clear()
})

const FIELDS = ['registration_no', 'title', 'granted_on', 'mark_classes', 'filing_on', 'renewed_until']

function mapping(suggested: { field: string; column: number; by: string }[]) {
  const sent = vi.fn()
  const asked = { width: 2, header: ['号', '商标'], sample: [['12345678', '知芯']], fields: FIELDS, suggested }
  render(<ColumnMapping asked={asked} pending={false} error={null} onSubmit={sent} />)
  fireEvent.click(screen.getByRole('button', { name: zh.columnMapping.submit }))
  return sent
}

it('asks for the registration number of a table of marks', () => {
  const sent = mapping([{ field: 'title', column: 1, by: 'header' }])
  expect(screen.getByRole('alert').textContent).toBe(zh.columnMapping.missingOther)
  expect(screen.getByLabelText(zh.columnMapping.fields.mark_classes)).toBeTruthy()
  expect(sent).not.toHaveBeenCalled()
})

it('sends what was suggested once the number has its column', () => {
  const sent = mapping([{ field: 'registration_no', column: 0, by: 'header' }, { field: 'title', column: 1, by: 'header' }])
  expect(sent).toHaveBeenCalledWith({ registration_no: 0, title: 1 })
})

it('tells field, value, reason and what would pass, and offers no patent number to correct', () => {
  const row = { line: 3, field: 'mark_classes', value: '46', code: 'portfolio.classes_unknown', reason: '不是类别', would_pass: '1 至 45' }
  read.rows = [row as Partial<ImportRow>, { ...row, line: 4, field: 'registration_no', value: '' }, { ...row, line: 5, field: null }]
  const run = { id: 'r', format: 'trademarks', rows_refused: 3 } as ImportRun
  render(<MemoryRouter><QueryClientProvider client={queryClient}><RefusedRows run={run} /></QueryClientProvider></MemoryRouter>)
  expect(screen.getByText('第 3 行 · 核定使用商品类别（1–45）')).toBeTruthy()
  expect(screen.getByText('第 4 行 · 注册号')).toBeTruthy()
  expect(screen.getByText('第 5 行 · 整行')).toBeTruthy()
  expect(screen.getAllByText(/不是类别 · 可通过的写法：1 至 45/u)).toHaveLength(3)
  expect(screen.queryByRole('textbox')).toBeNull()
})

it('corrects a refused row in place with what could be read of it', () => {
  read.sent = []
  read.rows = [{
    line: 3, field: 'registration_no', value: '1234', code: 'portfolio.registration_malformed', reason: '不是注册号', would_pass: '12345678',
    stated: { registration_no: '1234', title: '知芯', granted_on: '2015-03-21', mark_classes: [9, 42] },
  } as Partial<ImportRow>]
  const run = { id: 'r', format: 'trademarks', rows_refused: 1 } as ImportRun
  render(<MemoryRouter><QueryClientProvider client={queryClient}><RefusedRows run={run} /></QueryClientProvider></MemoryRouter>)
  fireEvent.click(screen.getByRole('button', { name: '就地更正第 3 行' }))
  const submit = screen.getByRole('button', { name: own.portfolio.other.submit })
  const number = screen.getByLabelText<HTMLInputElement>(own.portfolio.other.number.trademark)
  expect(number.value).toBe('1234')
  fireEvent.change(number, { target: { value: ' ' } })
  fireEvent.click(submit)
  expect(screen.getByText(/请填写/u)).toBeTruthy()
  expect(read.sent).toEqual([])
  fireEvent.change(number, { target: { value: '12345678' } })
  fireEvent.click(submit)
  expect(read.sent).toEqual([{ kind: 'trademark', number: '12345678', title: '知芯', granted_on: '2015-03-21', mark_classes: [9, 42] }])
})

it('says which columns an earlier answer named, in words', () => {
  const run = { state: 'done', format: 'table', notes: [{ code: 'mapping_remembered', fields: ['application_no', 'title'] }], rows_total: 1, rows_accepted: 1 } as unknown as ImportRun
  render(<ResultStrip run={run} />)
  expect(screen.getByText('已沿用上次的列对应：申请号（专利号）、名称。')).toBeTruthy()
})
