// @vitest-environment jsdom
/** An act with a scan takes its time: pressed again meanwhile it is one scan and one act; its refusal reaches whoever closed the dialog. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { Problem } from '../../../api/problem'
import { hearLate } from '../../../lib/late'
import { type Session, SessionContext } from '../../../lib/permissions'
import { ActForm } from '../components/ActForm'
import type { Pledge } from '../model'

const say = vi.hoisted(() => (key: string) => key)
const deposits = vi.hoisted(() => [] as { take: (file: { id: string }) => void; refuse: (problem: unknown) => void }[])
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: say }) }))
vi.mock('../../../ui/useDeposit', () => ({ deposit: () => new Promise((take, refuse) => { deposits.push({ take, refuse }) }) }))
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }))
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
configure({ asyncUtilTimeout: 20_000 })
afterEach(() => { cleanup(); deposits.length = 0 })

const PLEDGE = { id: 'p', revision: 7, registration: null, allowed_actions: ['cure'] } as unknown as Pledge
const ME = { member: { id: 'm', name: 'M' }, permissions: [] } as unknown as Session

/** The dialog with its scan chosen, and sent. */
async function begin() {
  const close = vi.fn<() => void>()
  const { unmount } = render(
    <QueryClientProvider client={new QueryClient()}>
      <SessionContext value={ME}><ActForm pledge={PLEDGE} name="cure" title="cure" onClose={close} /></SessionContext>
    </QueryClientProvider>,
  )
  fireEvent.change(screen.getByLabelText('registry.form.cure_scan', { selector: 'input' }), { target: { files: [new File(['x'], 'x.pdf')] } })
  const press = () => act(async () => { fireEvent.submit(document.querySelector('form')!) })
  await press()
  await waitFor(() => expect(deposits).toHaveLength(1))
  return { close, press, unmount }
}

it('is sent once', async () => {
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push([new URL(request.url).pathname, ((await request.json()) as { document_id: string }).document_id])
    return Response.json({})
  })
  const { close, press } = await begin()
  await press()
  await act(async () => deposits.forEach(({ take }, at) => take({ id: `scan ${at + 1}` })))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(deposits).toHaveLength(1)
  expect(sent).toEqual([['/api/v1/pledges/p/cure', 'scan 1']])
})

it('tells of a scan that was refused when no dialog is there for it any more', async () => {
  const heard = vi.fn<(code: string) => void>()
  const end = hearLate(({ problem }) => heard(problem.code))
  const { unmount } = await begin()
  unmount()
  await act(async () => deposits[0]?.refuse(new Problem(422, { code: 'documents.infected' })))
  await waitFor(() => expect(heard.mock.calls.flat()).toEqual(['documents.infected']))
  end()
})
