// @vitest-environment jsdom
/** Settings that are changed while the answer to others is under way are not said to be saved. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import SettingsPage from '../pages/SettingsPage'

const say = vi.hoisted(() => (key: string) => key)
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: say }) }))
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }))
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
configure({ asyncUtilTimeout: 20_000 })
afterEach(cleanup)

const SETTINGS = { quiet_from: null, quiet_until: null, digest_at: '09:00', held: 0, next_at: null, kinds: [] }

it('says of what was sent alone that it is saved', async () => {
  const sent: { quiet: boolean; answer: () => void }[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json(SETTINGS)
    const quiet = ((await request.json()) as { quiet_from: string | null }).quiet_from !== null
    return new Promise((done) => { sent.push({ quiet, answer: () => done(Response.json(SETTINGS)) }) })
  })
  render(<QueryClientProvider client={new QueryClient()}><MemoryRouter><SettingsPage /></MemoryRouter></QueryClientProvider>)
  const button = (await screen.findByText('notifications.settings.save')).closest('button')!
  const isBusy = () => button.classList.contains('ant-btn-loading')
  const save = async (nth: number) => {
    fireEvent.click(button)
    await waitFor(() => expect([sent.length, isBusy()]).toEqual([nth, true]))
  }
  const answered = async (nth: number) => {
    await act(async () => sent[nth - 1]?.answer())
    await waitFor(() => expect(isBusy()).toBe(false))
  }
  const said = () => screen.queryByText('notifications.settings.saved')
  await save(1)
  fireEvent.click(screen.getByRole('switch'))
  await answered(1)
  expect(said()).toBeNull()
  await save(2)
  await answered(2)
  await waitFor(() => expect(said()).not.toBeNull())
  expect(sent.map((each) => each.quiet)).toEqual([false, true])
  fireEvent.click(screen.getByRole('switch'))
  expect(said()).toBeNull()
})
