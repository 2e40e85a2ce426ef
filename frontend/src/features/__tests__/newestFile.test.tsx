// @vitest-environment jsdom
/** A large file may be read longer than the one that was chosen after it: what is shown is of the last; whoever left is led nowhere. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import { Problem } from '../../api/problem'
import { hearLate } from '../../lib/late'
import AnswerDialog from '../confirmations/components/AnswerDialog'
import type { Confirmation } from '../confirmations/queries'
import { Wording } from '../insurance/components/product/Texts'
import { EditingContext } from '../insurance/edit/context'
import { type Doc, at } from '../insurance/model/doc'
import GazetteUpload from '../operator/components/GazetteUpload'
import ProposeLayout from '../treasury/components/ProposeLayout'

const say = vi.hoisted(() => (key: string) => key)
const queued = vi.hoisted(() => [] as { take: (run: { id: string }) => void; refuse: (problem: unknown) => void }[])
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: say, i18n: { language: 'zh-CN' } }) }))
vi.mock('../../api/client', async (whole) => ({
  ...(await whole<object>()),
  upload: (path: string, form: FormData) => path.endsWith('/rows')
    ? (form.get('file') as File).arrayBuffer().then((bytes) => ({ rows: [[`first row of ${new Uint8Array(bytes)[0]}`]] }))
    : new Promise((take, refuse) => { queued.push({ take, refuse }) }),
}))
vi.stubGlobal('crypto', { subtle: { digest: (_: string, bytes: ArrayBuffer) => Promise.resolve(bytes) } })
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }))
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
vi.stubGlobal('fetch', () => new Promise(() => undefined))
configure({ asyncUtilTimeout: 20_000 })
afterEach(() => { cleanup(); queued.length = 0 })

function Product() {
  const [doc, setDoc] = useState<Doc>({ terms: { wording: { title: '', version: '', sha256: '' } } })
  return <><EditingContext value={{ doc, readOnly: false, faults: [], change: setDoc }}><Wording /></EditingContext><p>{`hash ${String(at(doc, 'terms.wording.sha256'))}`}</p></>
}

const DIALOGS: [name: string, dialog: ReactNode, label: string, shown: (n: number) => string][] = [
  ['the copy that an issuer keeps', <AnswerDialog key="" asked={{ document_id: 'd', document_name: 'D', owner_name: 'O' } as unknown as Confirmation} close={() => undefined} />,
    'confirmations.own_copy', (n) => `SHA-256 0${n}`],
  ['the wording of a product', <Product key="" />, 'insurance.product.hash_file', (n) => `hash 0${n}`],
  ["a sample of a bank's statement", <ProposeLayout key="" close={() => undefined} />, 'money.layouts.sample', (n) => `first row of ${n}`],
]

it.each(DIALOGS)('%s is the last that was chosen', async (_, dialog, label, shown) => {
  render(<QueryClientProvider client={new QueryClient()}><MemoryRouter>{dialog}</MemoryRouter></QueryClientProvider>)
  const input = await screen.findByLabelText(label, { selector: 'input' })
  const read: (() => void)[] = []
  const choose = (n: number) => {
    const bytes = new Promise((done) => { read.push(() => done(new Uint8Array([n]).buffer)) })
    fireEvent.change(input, { target: { files: [Object.assign(new File([], `${n}.pdf`), { arrayBuffer: () => bytes })] } })
  }
  choose(1)
  choose(2)
  await act(async () => read[1]?.())
  await screen.findByText(shown(2))
  await act(async () => read[0]?.())
  expect([1, 2].map((n) => screen.queryByText(shown(n)) !== null)).toEqual([false, true])
})

it('a gazette that was sent leads nobody who has left, and its refusal reaches him', async () => {
  const heard = vi.fn<(code: string) => void>()
  const end = hearLate(({ problem }) => heard(problem.code))
  const lead = vi.fn<(run: string) => void>()
  const send = () => {
    const { unmount } = render(<GazetteUpload onQueued={lead} />)
    fireEvent.change(screen.getByLabelText('operator.imports.choose', { selector: 'input' }), { target: { files: [new File(['x'], 'x.csv')] } })
    return unmount
  }
  send()
  await act(async () => queued[0]?.take({ id: 'stayed' }))
  expect(lead.mock.calls.flat()).toEqual(['stayed'])
  cleanup()
  send()()
  await act(async () => queued[1]?.take({ id: 'left' }))
  send()()
  await act(async () => queued[2]?.refuse(new Problem(422, { code: 'patents.unreadable' })))
  await waitFor(() => expect(heard.mock.calls.flat()).toEqual(['patents.unreadable']))
  expect(lead).toHaveBeenCalledOnce()
  end()
})
