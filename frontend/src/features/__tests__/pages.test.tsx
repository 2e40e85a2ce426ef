// @vitest-environment jsdom
/**
 * Every page of every route while it waits for its answers and when they fail: it says so, names the request, offers
 * a way on, and puts up no barrier that axe finds. What jsdom cannot see (colours, sizes) the journeys look at.
 */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import axe from 'axe-core'
import { createMemoryRouter, type LazyRouteFunction, type RouteObject, RouterProvider } from 'react-router'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { queryClient } from '../../api/query'
import i18n, { words } from '../../app/i18n'
import { type Session, SessionContext } from '../../lib/permissions'

type Routes = { default: RouteObject[]; area?: 'public' }

const files = Object.values(import.meta.glob<Routes>('../**/routes.tsx', { eager: true }))
const flat = (route: RouteObject): RouteObject[] => [route, ...(route.children ?? []).flatMap(flat)]
const routes = files.flatMap((file) => file.default).flatMap(flat).filter((route) => route.path && route.lazy)
/** A page that several areas have is looked at in one of them. */
const pages = [...new Map(routes.map((route) => [String(route.lazy), [route.path ?? '', route.lazy as LazyRouteFunction<RouteObject>] as const])).values()]

const KINDS = { e: 'firm', b: 'bank', d: 'district', o: 'operator', a: 'appraiser', c: 'guarantor', i: 'insurer' } as const
/** Whoever may do everything sees every part of a page. */
const EVERYTHING = Object.assign([] as string[], { includes: () => true })
const ID = '01890000-0000-7000-8000-000000000000'
const addressOf = (path: string) => path.replaceAll(/:month\b/g, '2026-10').replaceAll(/:\w+/g, ID)
const sessionOf = (path: string): Session => ({
  csrf_token: '', member: { id: ID, name: 'M', roles: ['admin'] }, permissions: EVERYTHING, second_factor: false, second_factor_duty: null,
  organisation: {
    id: ID, kind: KINDS[path.split('/')[1] as keyof typeof KINDS] ?? 'firm', name: 'O', former_names: [], uscc: null, division: null, street: null,
    address_line: null, verified: true, verified_at: '2026-01-01T00:00:00Z',
  },
})

const asked = vi.fn<(request: Request) => Promise<Response>>()
const refuse = (status: number, code: string) => () =>
  Promise.resolve(Response.json({ code, detail: code, request_id: 'req-77' }, { status, headers: { 'Content-Type': 'application/problem+json' } }))

/** Whether the page itself asked for anything: its frame asks what the platform is. */
const asks = () => asked.mock.calls.some(([request]) => !request.url.endsWith('/meta'))

/** What is not there is an answer of their own to whoever looks it up. */
const ANSWERS = ['/link/:token', '/verify/:number', '/register/:number', '/documents/:id/view']

/** The page with a frame's landmark around it, as the shell gives one. */
async function open(path: string, lazy: LazyRouteFunction<RouteObject>) {
  const { Component: Page } = (await lazy()) as { Component?: React.ComponentType | null }
  if (!Page) throw new Error(`${path} brings no page`)
  const router = createMemoryRouter([{ path, element: <main id="content" tabIndex={-1}><Page /></main> }, { path: '*', element: <p>elsewhere</p> }], {
    initialEntries: [addressOf(path)],
  })
  return render(
    <ConfigProvider locale={zhCN} theme={{ token: { motion: false } }}>
      <App>
        <QueryClientProvider client={queryClient}>
          <SessionContext.Provider value={sessionOf(path)}><RouterProvider router={router} /></SessionContext.Provider>
        </QueryClientProvider>
      </App>
    </ConfigProvider>,
  )
}

async function barriers() {
  const { violations } = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } },
  })
  return violations.map((each) => `${each.id}: ${each.nodes[0]?.html.slice(0, 200)}`)
}

beforeAll(async () => {
  vi.stubGlobal('fetch', asked)
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query.includes('min-width'), media: query, addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {} }))
  const styles = window.getComputedStyle.bind(window)
  vi.spyOn(window, 'getComputedStyle').mockImplementation((element) => styles(element))
  Element.prototype.scrollIntoView = () => undefined
  window.scrollTo = () => undefined
  queryClient.setDefaultOptions({ queries: { retry: false } })
  await words('zh-CN')
})
beforeEach(() => { document.title = 'x' })
afterEach(() => {
  cleanup()
  queryClient.clear()
  asked.mockReset()
})
afterAll(() => vi.unstubAllGlobals())

describe.each(pages)('%s', (path, lazy) => {
  it('waits', async () => {
    asked.mockImplementation(() => new Promise(() => undefined))
    const { container } = await open(path, lazy)
    if (asks()) expect(container.querySelector('[role="status"], [aria-busy="true"], .ant-spin, input, button') !== null, 'shows that it waits').toBe(true)
    expect(await barriers()).toEqual([])
  })

  it('says what failed, and the way on', async () => {
    asked.mockImplementation(refuse(500, 'internal_error'))
    await open(path, lazy)
    if (!asks()) return
    await waitFor(() => expect(screen.getAllByRole('alert').some((box) => box.textContent?.includes('req-77'))).toBe(true))
    expect(screen.queryAllByRole('button').length + screen.queryAllByRole('link').length).toBeGreaterThan(0)
    expect(await barriers()).toEqual([])
  })

  it.each([[403, 'forbidden'], [404, 'not_found']])('says that it is not to be had (%i)', async (status, code) => {
    asked.mockImplementation(refuse(status, code))
    await open(path, lazy)
    if (!asks()) return
    if (status === 404 && ANSWERS.includes(path)) await waitFor(() => expect(document.querySelector('.zr-skeleton, .ant-spin-spinning')).toBeNull())
    else await waitFor(() => expect(screen.getAllByRole('alert').some((box) => box.textContent?.includes(i18n.t(`problem.${code}`)))).toBe(true))
    expect(screen.queryAllByRole('button').length + screen.queryAllByRole('link').length).toBeGreaterThan(0)
  })
})

it('knows the routes', () => {
  expect(pages.length).toBeGreaterThan(100)
  expect(i18n.exists('common.retry')).toBe(true)
})
