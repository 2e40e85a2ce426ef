// @vitest-environment jsdom
/** A reset that leaves the password alone ends where that is said, not at home. */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { App } from 'antd'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { queryClient } from '../../../api/query'
import { words } from '../../../app/i18n'
import { type Session, SessionContext } from '../../../lib/permissions'
import SecondFactorPanel from '../components/SecondFactorPanel'
import LinkPage from '../pages/LinkPage'

/** A busy machine draws a form slowly. */
const SLOW = { timeout: 20_000 }
const answers = vi.fn<(request: Request) => unknown>()
const session = (second_factor: boolean) => ({
  csrf_token: '', member: { id: 'm', name: '王敏', roles: ['admin'] }, permissions: [], second_factor,
  organisation: { id: 'o', kind: 'firm', name: '甲公司', former_names: [], uscc: null, division: null, street: null, address_line: null, verified: true, verified_at: null },
}) as unknown as Session
const LINK = { email: 'a@b.cn', name: '王敏', organisation_name: '甲公司', purpose: 'reset', expires_at: '2026-12-01T00:00:00Z', second_factor: true, passkeys: false }

beforeAll(async () => {
  vi.stubGlobal('fetch', (request: Request) => Promise.resolve(Response.json(answers(request))))
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: false, media: query, addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {} }))
  await words('zh-CN')
})
afterEach(() => {
  cleanup()
  queryClient.clear()
})
afterAll(() => vi.unstubAllGlobals())

function show(at: string, element: React.ReactNode) {
  const router = createMemoryRouter([{ path: '/link/:token', element }, { path: '/account', element: <p>account</p> }, { path: '*', element: <p>home</p> }], { initialEntries: [at] })
  render(
    <App><QueryClientProvider client={queryClient}><SessionContext.Provider value={session(false)}><RouterProvider router={router} /></SessionContext.Provider></QueryClientProvider></App>,
  )
}

it.each([[false, 'account'], [true, 'home']])('leads on after a reset: a second factor left is %s', async (left, place) => {
  answers.mockImplementation((request) => (request.method === 'POST' ? session(left) : LINK))
  show('/link/t', <LinkPage />)
  const code = await screen.findByRole('button', { name: '设置密码并登录' }, SLOW)
  for (const field of document.querySelectorAll('input[type="password"]')) fireEvent.change(field, { target: { value: 'another good password' } })
  const given = [...document.querySelectorAll<HTMLInputElement>('input:not([type="password"]):not([hidden])')]
  for (const field of given) fireEvent.change(field, { target: { value: '123456' } })
  fireEvent.click(code)
  expect(await screen.findByText(place, {}, SLOW)).toBeTruthy()
  expect(screen.queryAllByText(/不再有两步验证/u)).toHaveLength(left ? 0 : 1)
}, 60_000)

it('says on the account page since when the password alone is asked for', async () => {
  answers.mockImplementation((request) => (request.url.endsWith('/passkeys') ? { items: [], next: null, total: 0 }
    : { on: false, confirmed_at: null, ended_at: '2026-11-30T04:00:00Z', recovery_codes_left: 0, passkey_origin: null }))
  show('/link/t', <SecondFactorPanel />)
  expect(await screen.findByText(/自 2026-11-30 12:00.*起，您的账号不再有两步验证/u, {}, SLOW)).toBeTruthy()
}, 60_000)
