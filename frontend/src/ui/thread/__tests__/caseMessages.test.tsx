// @vitest-environment jsdom
/** Messages on an application: plain text, in order, marked as read once they are seen, closed at the end. */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { queryClient } from '../../../api/query'
import { SessionContext, type Session } from '../../../lib/permissions'
import zh from '../../../locales/zh-CN.json'
import CaseMessages from '../CaseMessages'

const asked = vi.hoisted(() => ({ pages: {} as Record<string, unknown>, post: vi.fn() }))
vi.mock('../../../api/client', () => ({
  api: {
    GET: (_: string, { params }: { params: { query: { cursor?: string } } }) => Promise.resolve(asked.pages[params.query.cursor ?? 'first']),
    POST: (path: string, { body }: { body: unknown }) => Promise.resolve(asked.post(path, body)),
  },
  unwrap: (answer: unknown) => answer,
  ok: (answer: unknown) => answer,
}))
vi.mock('../PaperPicks', () => ({ default: () => null }))

const said = (n: number, own: boolean, more: object = {}) => ({
  id: `m${n}`, n, own, organisation: own ? '甲公司' : '乙银行', author: own ? '陈静' : null, text: `第${n}句`, documents: [], written_at: '2026-11-30T01:00:00Z', unread: false, ...more,
})
const page = (items: object[], more: object = {}) => ({ items, next: null, total: items.length, unread: 0, may_write: true, ...more })

let show: () => void = () => undefined
class Watch {
  constructor(tell: (entries: { isIntersecting: boolean }[]) => void) { show = () => tell([{ isIntersecting: true }]) }
  observe() { /* told by the test */ }
  disconnect() { /* nothing is held */ }
}

beforeAll(() => i18next.use(initReactI18next).init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: zh } }, interpolation: { escapeValue: false } }))
beforeEach(() => {
  vi.stubGlobal('IntersectionObserver', Watch)
  vi.stubGlobal('ResizeObserver', class { observe() { /* no layout here */ } unobserve() { /* no layout here */ } disconnect() { /* no layout here */ } })
})
afterEach(() => {
  cleanup()
  queryClient.clear()
  localStorage.clear()
  asked.post.mockReset()
  vi.unstubAllGlobals()
})

function open(over = false) {
  const session = { member: { id: 'me' }, permissions: [] } as unknown as Session
  return render(
    <QueryClientProvider client={queryClient}>
      <SessionContext value={session}>
        <MemoryRouter><CaseMessages id="a1" label="写给银行" over={over} /></MemoryRouter>
      </SessionContext>
    </QueryClientProvider>,
  )
}

it('shows plain text oldest first, the other side without a person, and what may not be opened', async () => {
  asked.pages = { first: page([said(2, false, { text: '<b>粗</b>', documents: [{ id: 'f', name: '样本.pdf', kind: 'contract', readable: false }] }), said(1, true)]) }
  const { container } = open()
  await screen.findByText('第1句')
  const rows = [...container.querySelectorAll('.zr-thread > li')].map((each) => each.textContent ?? '')
  expect(rows[0]).toContain('甲公司 · 陈静')
  expect(rows[1]).toContain('<b>粗</b>')
  expect(rows[1]).toContain(`样本.pdf ${zh.thread.ended}`)
  expect(container.querySelector('.zr-thread b')).toBeNull()
})

it('marks them as read when they were on the screen, not before', async () => {
  asked.pages = { first: page([said(7, false, { unread: true })], { unread: 1 }) }
  open()
  await screen.findByText(zh.thread.unread)
  expect(asked.post).not.toHaveBeenCalled()
  show()
  await waitFor(() => expect(asked.post).toHaveBeenCalledWith(expect.stringContaining('/messages/read'), { read_n: 7 }))
})

it('brings what is earlier', async () => {
  asked.pages = { first: page([said(3, true)], { next: 'c' }), c: page([said(2, false)]) }
  open()
  fireEvent.click(await screen.findByRole('button', { name: zh.thread.earlier }))
  await screen.findByText('第2句')
  expect(screen.queryByRole('button', { name: zh.thread.earlier })).toBeNull()
})

it('sends what was typed, and keeps it through a reload until then', async () => {
  asked.pages = { first: page([]) }
  const first = open()
  fireEvent.click(await screen.findByRole('button', { name: zh.thread.open }))
  fireEvent.change(screen.getByLabelText('写给银行'), { target: { value: ' 请问何时答复 ' } })
  first.unmount()
  open()
  expect((await screen.findByLabelText<HTMLTextAreaElement>('写给银行')).value).toBe(' 请问何时答复 ')
  fireEvent.click(screen.getByRole('button', { name: /发\s?送/ }))
  await waitFor(() => expect(asked.post).toHaveBeenCalledWith(expect.stringContaining('/messages'), { text: '请问何时答复', document_ids: [] }))
})

it('says that it is closed once the application has ended', async () => {
  asked.pages = { first: page([said(1, false)], { may_write: false }) }
  open(true)
  expect(await screen.findByText(zh.thread.closed)).toBeTruthy()
  expect(screen.queryByRole('button', { name: zh.thread.open })).toBeNull()
})
