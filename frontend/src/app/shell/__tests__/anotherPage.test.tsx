// @vitest-environment jsdom
/** Another address is another page: nothing that was begun on one record stands on the next. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { App } from 'antd'
import { Link, MemoryRouter, Route, Routes, useParams } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import { type Session, SessionContext } from '../../../lib/permissions'
import Shell from '../Shell'

const say = vi.hoisted(() => (key: string) => key)
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: say, i18n: { language: 'zh-CN' } }), initReactI18next: { type: '3rdParty', init: () => undefined } }))
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }))
vi.stubGlobal('scrollTo', () => undefined)
vi.stubGlobal('fetch', () => new Promise(() => undefined))
afterEach(cleanup)

const ME = {
  csrf_token: '', member: { id: 'm', name: 'M', roles: [] }, organisation: { id: 'o', kind: 'bank', name: 'O', verified: true }, permissions: [], second_factor: false, second_factor_duty: null,
} as unknown as Session

function Record() {
  const { id } = useParams()
  return <><label>{`reason for ${id}`}<input /></label><Link to="/b/queue/first?tab=2">tab</Link><Link to="/b/queue/second">next</Link></>
}
const typed = (of: string) => screen.getByLabelText<HTMLInputElement>(`reason for ${of}`).value

it('begins empty, but keeps what was typed while only the tab changes', () => {
  render(
    <App>
      <QueryClientProvider client={new QueryClient()}>
        <SessionContext value={ME}>
          <MemoryRouter initialEntries={['/b/queue/first']}><Routes><Route element={<Shell />}><Route path="/b/queue/:id" element={<Record />} /></Route></Routes></MemoryRouter>
        </SessionContext>
      </QueryClientProvider>
    </App>,
  )
  fireEvent.change(screen.getByLabelText('reason for first'), { target: { value: 'typed' } })
  fireEvent.click(screen.getByText('tab'))
  expect(typed('first')).toBe('typed')
  fireEvent.click(screen.getByText('next'))
  expect(typed('second')).toBe('')
})
