// @vitest-environment jsdom
/** Rows that leave a list, and a window that narrows, under a dialog that was opened from a row. */
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { ConfigProvider } from 'antd'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import ConfirmAction from '../ConfirmAction'
import Listing from '../Listing'

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }))
vi.mock('../Pager', () => ({ default: () => null }))

interface Row { id: string; name: string }

let isNarrow = false
const heard = new Set<(event: { matches: boolean }) => void>()
const narrow = (now: boolean) => act(() => {
  isNarrow = now
  for (const each of heard) each({ matches: now })
})

beforeEach(() => {
  isNarrow = false
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  vi.stubGlobal('matchMedia', () => ({
    get matches() { return isNarrow },
    addEventListener: (_: string, told: (event: { matches: boolean }) => void) => heard.add(told),
    removeEventListener: (_: string, told: (event: { matches: boolean }) => void) => heard.delete(told),
    addListener: () => undefined,
    removeListener: () => undefined,
  }))
})
afterEach(() => { cleanup(); vi.unstubAllGlobals() })

const A: Row = { id: 'a', name: '甲' }
const B: Row = { id: 'b', name: '乙' }
const C: Row = { id: 'c', name: '丙' }
const action = (row: Row) => <ConfirmAction label={`退回${row.name}`} title="要退回吗" asks="reason" run={() => Promise.resolve()} />
const list = (...items: Row[]) => (
  <ConfigProvider theme={{ token: { motion: false } }}>
    <Listing<Row> asked={{ data: { items, next: null, total: items.length }, error: null, isPending: false, isLoadingError: false, refetch: () => undefined }}
      keyOf={(row) => row.id} empty={{ title: '空', text: '无' }}
      columns={[{ title: '名', key: 'name', render: (_, row) => <>{row.name}{action(row)}</> }]} card={(row) => <b>{row.name}{action(row)}</b>} />
  </ConfigProvider>
)
const names = () => screen.queryAllByRole('button', { name: /^退回/u, hidden: true }).map((each) => each.textContent)
const type = () => {
  fireEvent.click(screen.getByRole('button', { name: '退回乙' }))
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '款项不明' } })
}
const typed = () => screen.queryByRole<HTMLTextAreaElement>('textbox')?.value
const close = () => { fireEvent.click(screen.getByRole('button', { name: 'Cancel' })) }

it('keeps a row that leaves, where it stood, until its dialog is closed', async () => {
  const { rerender } = render(list(A, B, C))
  type()
  rerender(list(A, { ...C, name: '丁' }))
  expect(typed()).toBe('款项不明')
  expect(names()).toEqual(['退回甲', '退回乙', '退回丁', '退回乙'])
  close()
  await waitFor(() => expect(names()).toEqual(['退回甲', '退回丁']))
})

it('keeps the last row that leaves', async () => {
  const { rerender } = render(list(B))
  type()
  rerender(list())
  expect(typed()).toBe('款项不明')
  close()
  await screen.findByText('空')
})

it('stays a table while a dialog stands over it', async () => {
  render(list(A, B))
  type()
  narrow(true)
  expect(typed()).toBe('款项不明')
  expect(screen.queryAllByRole('listitem', { hidden: true })).toEqual([])
  close()
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(2))
})

it('drops a row at once where no dialog is open', () => {
  const { rerender } = render(list(A, B))
  rerender(list(A))
  expect(names()).toEqual(['退回甲'])
})
