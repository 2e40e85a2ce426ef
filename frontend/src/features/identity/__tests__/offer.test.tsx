// @vitest-environment jsdom
/** A passkey is offered in the e-mail field where it works, quietly, and picked there it signs in. */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { queryClient } from '../../../api/query'
import { usePasskeyOffer } from '../usePasskeyOffer'

const HERE = location.origin
const buffer = new Uint8Array([1, 2, 3]).buffer
const CREDENTIAL = {
  id: 'AQID', rawId: buffer, type: 'public-key',
  response: { clientDataJSON: buffer, authenticatorData: buffer, signature: buffer, userHandle: null },
}
const get = vi.fn<(asked: CredentialRequestOptions) => Promise<unknown>>()
const sent = vi.fn<(path: string) => void>()
const enter = vi.fn<(answer: string) => void>()
let origin: string | null = HERE

beforeEach(() => {
  origin = HERE
  vi.stubGlobal('PublicKeyCredential', Object.assign(() => undefined, { isConditionalMediationAvailable: () => Promise.resolve(true) }))
  Object.defineProperty(navigator, 'credentials', { value: { get }, configurable: true })
  vi.stubGlobal('fetch', (request: Request) => {
    const { pathname } = new URL(request.url)
    sent(pathname)
    return Promise.resolve(Response.json(pathname.endsWith('/meta') ? { passkey_origin: origin } : { options: { challenge: 'AQID' } }))
  })
})
afterEach(() => {
  cleanup()
  queryClient.clear()
  vi.clearAllMocks()
})
afterAll(() => vi.unstubAllGlobals())

function Offer({ paused = false }: { paused?: boolean }) {
  usePasskeyOffer(paused, enter)
  return null
}
const page = (paused = false) => <QueryClientProvider client={queryClient}><Offer paused={paused} /></QueryClientProvider>
const asked = () => sent.mock.calls.filter(([path]) => path.endsWith('/session/passkey/options')).length

it('asks quietly, and hands over what was picked', async () => {
  get.mockResolvedValue(CREDENTIAL)
  render(page())
  await waitFor(() => expect(enter).toHaveBeenCalledTimes(1))
  expect(get.mock.calls[0]?.[0].mediation).toBe('conditional')
  expect(JSON.parse(enter.mock.calls[0]?.[0] ?? '')).toMatchObject({ id: 'AQID', type: 'public-key' })
})

it('makes room for whatever else signs in', async () => {
  get.mockImplementation((given) => new Promise((_, refuse) => given.signal?.addEventListener('abort', () => refuse(new DOMException('', 'AbortError')))))
  const shown = render(page())
  await waitFor(() => expect(get).toHaveBeenCalledTimes(1))
  shown.rerender(page(true))
  expect(get.mock.calls[0]?.[0].signal?.aborted).toBe(true)
  shown.rerender(page(false))
  await waitFor(() => expect(get).toHaveBeenCalledTimes(2))
  expect(enter).not.toHaveBeenCalled()
})

it('does not ask again where the browser wants none', async () => {
  get.mockRejectedValue(new DOMException('', 'NotAllowedError'))
  render(page())
  await waitFor(() => expect(get).toHaveBeenCalledTimes(1))
  await new Promise((later) => setTimeout(later, 50))
  expect(asked()).toBe(1)
})

it('asks nothing where passkeys belong to another address', async () => {
  origin = 'https://elsewhere.test'
  render(page())
  await waitFor(() => expect(sent).toHaveBeenCalled())
  await new Promise((later) => setTimeout(later, 50))
  expect(asked()).toBe(0)
})
