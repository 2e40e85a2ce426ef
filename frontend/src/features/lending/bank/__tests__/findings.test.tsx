// @vitest-environment jsdom
/** What is being said of a document, while another one is looked at. */
import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { queryClient } from '../../../../api/query'
import { words } from '../../../../app/i18n'
import { type Session, SessionContext } from '../../../../lib/permissions'
import own from '../locales/zh-CN.json'
import { DocumentChecks } from '../components/DocumentChecks'
import type { Dossier } from '../model'

vi.mock('../components/Aside', () => ({ Aside: () => null }))
vi.mock('../components/VersionBadge', () => ({ VersionBadge: () => null }))
vi.mock('../../frozen', () => ({ useFrozen: () => new Map() }))
vi.mock('../../../../ui/ScanMarks', () => ({ default: () => null }))
vi.mock('../../../../ui/TrustTag', () => ({ default: () => null }))
vi.mock('../../../../ui/TrustWhy', () => ({ default: () => null }))

const { finding } = own.bank
const asked = vi.fn<(request: Request) => Promise<Response>>()
let said: { document: string; body: { state: string; reason: string } }[]
let checks: object[]

beforeAll(async () => {
  vi.stubGlobal('fetch', asked)
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  queryClient.setDefaultOptions({ queries: { retry: false } })
  await words('zh-CN')
})
afterEach(() => { cleanup(); queryClient.clear(); localStorage.clear() })
afterAll(() => vi.unstubAllGlobals())

const session = { member: { id: 'm', name: 'M', roles: [] }, permissions: [], organisation: { name: '浦东银行' } } as unknown as Session
const documents = ['甲', '乙'].map((name) => ({ id: name, name, kind: 'other', trust: {}, allowed_actions: [] }))
const dossier = { application: { id: 'a', documents } } as unknown as Dossier
const page = (chosen: string) => (
  <QueryClientProvider client={queryClient}>
    <SessionContext.Provider value={session}>
      <DocumentChecks dossier={dossier} chosen={chosen} page={3} onChoose={() => undefined} />
    </SessionContext.Provider>
  </QueryClientProvider>
)

async function begin() {
  said = []
  checks = []
  asked.mockImplementation(async (request) => {
    if (request.method === 'POST') {
      const body = (await request.json()) as { state: string; reason: string }
      const document = decodeURIComponent(new URL(request.url).pathname.split('/').at(-2)!)
      said.push({ document, body })
      checks = [{ document_id: document, ...body, page: 3, member_name: 'M', checked_at: '2026-12-01T00:00:00Z', earlier: 0 }]
      return Response.json({})
    }
    return Response.json({ items: checks, allowed_actions: ['check'] })
  })
  const shown = render(page('甲'))
  await screen.findByRole('radiogroup')
  return shown
}
const reason = () => screen.queryByRole<HTMLTextAreaElement>('textbox')
const type = (text: string) => {
  fireEvent.click(screen.getByRole('radio', { name: finding.differs }))
  fireEvent.change(reason()!, { target: { value: text } })
}

it('keeps what was typed of one document while another is looked at', async () => {
  const { rerender } = await begin()
  type('专利号与清单不同')
  rerender(page('乙'))
  expect(reason()).toBeNull()
  rerender(page('甲'))
  expect(reason()?.value).toBe('专利号与清单不同')
})

it('keeps it on another visit', async () => {
  const { unmount } = await begin()
  type('缺第二页')
  unmount()
  render(page('甲'))
  await screen.findByRole('radiogroup')
  expect(reason()?.value).toBe('缺第二页')
})

it('keeps nothing that was said', async () => {
  const { rerender } = await begin()
  type('缺第二页')
  fireEvent.submit(reason()!.closest('form')!)
  await waitFor(() => expect(said).toEqual([{ document: '甲', body: expect.objectContaining({ state: 'differs', reason: '缺第二页' }) as object }]))
  await act(async () => { rerender(page('乙')) })
  expect(Object.keys(localStorage).filter((name) => name.startsWith('zr.draft.'))).toEqual([])
})
