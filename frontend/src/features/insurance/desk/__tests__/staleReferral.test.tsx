// @vitest-environment jsdom
/** A referral that was replaced while its dialog was open: told, read anew, and only then decided. */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { App } from 'antd'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { queryClient } from '../../../../api/query'
import { words } from '../../../../app/i18n'
import { type Session, SessionContext } from '../../../../lib/permissions'
import ActBar from '../ActBar'
import { type Detail, type Risk, useDeskActs, useSubmission } from '../queries'

/** A busy machine draws a form slowly. */
const SLOW = { timeout: 20_000 }
const SESSION = { csrf_token: '', member: { id: 'm', name: '葛主管', roles: [] }, permissions: [], organisation: { kind: 'insurer' } } as unknown as Session
const memos = ['下浮 5%', '下浮 3%']
const sent: number[] = []
let waits = 1

const detail = () => ({
  submission: { allowed_actions: ['referral-approval'] },
  quotes: [],
  desk: { level: 'L3', referrals: [{ n: waits, decision: null, referred_by: '沈核保', memo: memos[waits - 1], terms: {} }] },
})
const changed = () => ({ code: 'underwriting.referral_replaced', title: 'x', referral: waits, differences: [{ field: 'memo', before: memos[0], after: memos[1] }] })

async function answer(request: Request): Promise<Response> {
  if (request.method === 'GET') return Response.json(detail())
  const { referral } = (await request.json()) as { referral: number }
  sent.push(referral)
  return referral === waits ? Response.json(detail()) : Response.json(changed(), { status: 409, headers: { 'content-type': 'application/problem+json' } })
}

function Bar() {
  const found = useSubmission('s').data as Detail | undefined
  const acts = useDeskActs('s')
  return found ? <ActBar found={found} risk={{ parts: [] } as unknown as Risk} rating={null} acts={acts} /> : null
}

beforeAll(async () => {
  vi.stubGlobal('fetch', answer)
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: false, media: query, addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {} }))
  await words('zh-CN')
})
afterEach(() => {
  cleanup()
  queryClient.clear()
})
afterAll(() => vi.unstubAllGlobals())

it('decides on the referral that waits now, once its difference was taken', async () => {
  render(<App><QueryClientProvider client={queryClient}><SessionContext.Provider value={SESSION}><Bar /></SessionContext.Provider></QueryClientProvider></App>)
  fireEvent.click(await screen.findByRole('button', { name: /^同\s?意$/u }, SLOW))
  fireEvent.change(await screen.findByRole('textbox', {}, SLOW), { target: { value: '同意' } })
  const confirm = () => fireEvent.click(document.querySelector('.ant-modal-footer .ant-btn-primary')!)
  waits = 2
  confirm()
  const take = await screen.findByRole('button', { name: '按最新内容重新决定' }, SLOW)
  expect(screen.getByRole('listitem').textContent).toContain('下浮 5% → 下浮 3%')
  fireEvent.click(take)
  expect((screen.getByRole('textbox') as HTMLTextAreaElement).value).toBe('同意')
  confirm()
  await waitFor(() => expect(sent).toEqual([1, 2]), SLOW)
}, 60_000)
