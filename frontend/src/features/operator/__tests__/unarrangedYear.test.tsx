// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import i18n, { words } from '../../../app/i18n'
import { heard } from '../../../lib/dates'
import UnarrangedYear from '../components/UnarrangedYear'

const fetched = vi.fn<(request: Request) => Promise<Response>>()

/** The home on a day of the server, where these years are arranged. */
async function on(day: string, arranged: string[]) {
  heard(new Date(day).toUTCString())
  fetched.mockImplementation((request) => {
    const year = new URL(request.url).searchParams.get('year') ?? ''
    return Promise.resolve(Response.json({ year: Number(year), provisional: !arranged.includes(year), working_days: 250, days: [] }))
  })
  const client = new QueryClient()
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter><UnarrangedYear /></MemoryRouter>
    </QueryClientProvider>,
  )
  await waitFor(() => expect(client.isFetching()).toBe(0))
}

beforeEach(async () => {
  vi.stubGlobal('fetch', fetched)
  await words('zh-CN')
  await i18n.changeLanguage('zh-CN')
})
afterEach(() => {
  cleanup()
  heard(new Date().toUTCString())
  vi.unstubAllGlobals()
})

it('asks for the next year in time, and leads to where it is entered', async () => {
  await on('2026-11-10T04:00:00Z', ['2026'])
  expect((await screen.findByRole('status')).textContent).toContain('2027 年的放假安排尚未登记')
  expect(screen.getByRole('link').getAttribute('href')).toBe('/o/calendar?year=2027')
})

it.each([
  ['2026-10-20T04:00:00Z', ['2026']],
  ['2026-12-31T15:55:00Z', ['2026', '2027']],
  ['2027-01-01T01:00:00Z', ['2026', '2027']],
])('is silent where deadlines of %s stay within arranged years', async (day, arranged) => {
  await on(day, arranged)
  expect(fetched).toHaveBeenCalled()
  expect(screen.queryByRole('status')).toBeNull()
})

it('goes on asking in a year that began without its arrangement', async () => {
  await on('2027-05-01T01:00:00Z', ['2026'])
  expect(await screen.findByText('2027 年的放假安排尚未登记')).toBeTruthy()
})
