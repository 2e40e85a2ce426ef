// @vitest-environment jsdom
/** The palette while its lists are asked and when they fail: its pages stay, whoever waits is told, no barrier that axe finds. */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { App } from 'antd'
import axe from 'axe-core'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { queryClient } from '../../../api/query'
import { type Session, SessionContext } from '../../../lib/permissions'
import i18n, { words } from '../../i18n'
import Palette from '../Palette'
import { PLACES } from '../places'

const ID = '01890000-0000-7000-8000-000000000000'
const SESSION: Session = {
  csrf_token: '', member: { id: ID, name: 'M', roles: ['admin'] }, permissions: [], second_factor: false, second_factor_duty: null,
  organisation: {
    id: ID, kind: 'firm', name: 'O', former_names: [], uscc: null, division: null, street: null, address_line: null, verified: true,
    verified_at: '2026-01-01T00:00:00Z',
  },
}
const asked = vi.fn<(request: Request) => Promise<Response>>()
const close = vi.fn()

function open() {
  const router = createMemoryRouter([{ path: '*', element: <Palette places={PLACES.firm} close={close} help={() => undefined} /> }])
  render(
    <App>
      <QueryClientProvider client={queryClient}>
        <SessionContext.Provider value={SESSION}><RouterProvider router={router} /></SessionContext.Provider>
      </QueryClientProvider>
    </App>,
  )
  return { box: screen.getByRole('combobox'), router }
}

const options = () => screen.queryAllByRole('option').map((each) => each.textContent)
async function barriers() {
  const { violations } = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } },
  })
  return violations.map((each) => `${each.id}: ${each.nodes[0]?.html.slice(0, 200)}`)
}

beforeAll(async () => {
  vi.stubGlobal('fetch', asked)
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  const styles = window.getComputedStyle.bind(window)
  vi.spyOn(window, 'getComputedStyle').mockImplementation((element) => styles(element))
  Element.prototype.scrollIntoView = () => undefined
  queryClient.setDefaultOptions({ queries: { retry: false } })
  await words('zh-CN')
})
afterEach(() => {
  cleanup()
  queryClient.clear()
  asked.mockReset()
  close.mockReset()
})
afterAll(() => vi.unstubAllGlobals())

it('says that it waits where no page is meant', async () => {
  asked.mockImplementation(() => new Promise(() => undefined))
  const { box } = open()
  fireEvent.change(box, { target: { value: 'LN-2026' } })
  await waitFor(() => expect(asked).toHaveBeenCalled())
  expect(screen.getByRole('status').textContent).toBe(i18n.t('common.loading'))
  expect(screen.getByRole('listbox').getAttribute('aria-busy')).toBe('true')
  expect(await barriers()).toEqual([])
})

it.each([[500, 'internal_error'], [403, 'forbidden'], [404, 'not_found']])('finds pages though its lists fail (%i)', async (status, code) => {
  asked.mockImplementation(() => Promise.resolve(Response.json({ code, detail: code }, { status, headers: { 'Content-Type': 'application/problem+json' } })))
  const { box, router } = open()
  fireEvent.change(box, { target: { value: i18n.t('nav.exports') } })
  await waitFor(() => expect(asked).toHaveBeenCalled())
  await waitFor(() => expect(screen.getByRole('listbox').getAttribute('aria-busy')).toBe('false'))
  expect(options()).toEqual([i18n.t('nav.exports')])
  expect(await barriers()).toEqual([])
  fireEvent.keyDown(box, { key: 'Enter' })
  expect(close).toHaveBeenCalledOnce()
  expect(router.state.location.pathname).toBe('/exports')
})

it('finds what one list has while another fails', async () => {
  const found = { id: ID, number: 'LN-2026-000007', lender: { name: 'L' }, applicant: { name: 'A' } }
  asked.mockImplementation((request) => request.url.includes('loan-applications')
    ? Promise.resolve(Response.json({ items: [found], next_cursor: null, total: 1 }))
    : Promise.resolve(Response.json({ code: 'internal_error', detail: '' }, { status: 500 })))
  const { box } = open()
  fireEvent.change(box, { target: { value: 'LN-2026' } })
  await waitFor(() => expect(options()).toEqual([`${i18n.t('nav.found.application')}LN-2026-000007 · L`]))
})
