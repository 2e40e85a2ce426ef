// @vitest-environment jsdom
/** An extract is read item by item: only what was ticked or changed is stated, the rest stays unknown. */
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { queryClient } from '../../../api/query'
import own from '../locales/zh-CN.json'
import zh from '../../../locales/zh-CN.json'
import { EvidenceForm } from '../../../ui/EvidenceForm'

beforeAll(() =>
  i18next.use(initReactI18next).init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { ...zh, ...own } } }, interpolation: { escapeValue: false } }),
)
// What jsdom lacks and the parts of a form ask for.
vi.stubGlobal('matchMedia', () => ({ matches: false, addListener: () => {}, removeListener: () => {}, addEventListener: () => {}, removeEventListener: () => {} }))
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
afterEach(cleanup)
vi.setConfig({ testTimeout: 120_000 })

const RIGHT = { id: 'r', label: 'ZL1', title: '一种装置', patentees: ['知芯公司'], granted_on: '2020-05-01', expires_on: '2038-05-01' }
const words = own.evidence

function shown() {
  const sent = vi.fn(() => Promise.resolve())
  render(
    <QueryClientProvider client={queryClient}>
      <EvidenceForm rights={[RIGHT]} today="2026-11-30" given={[{ id: 'paper', name: '副本.pdf', kind: 'register_extract' }, { id: 'x', name: '执照.pdf', kind: 'licence' }]}
        deposit={() => Promise.resolve('never')} onSubmit={sent} />
    </QueryClientProvider>,
  )
  return sent
}

const tick = (field: keyof typeof words.field) =>
  screen.getByRole<HTMLInputElement>('checkbox', { name: `${words.read.tick}：${words.field[field]}` })

async function fillIn() {
  const day = screen.getByLabelText(words.as_of)
  fireEvent.mouseDown(day)
  fireEvent.focus(day)
  fireEvent.change(day, { target: { value: '2026-11-20' } })
  fireEvent.keyDown(day, { key: 'Enter' })
  fireEvent.mouseDown(screen.getByLabelText(words.given))
  fireEvent.click(await screen.findByTitle('副本.pdf'))
  expect(screen.queryByTitle('执照.pdf')).toBeNull()
}

it('states nothing unread, then what was ticked or changed, resting on the paper that the firm handed over', async () => {
  const sent = shown()
  await fillIn()
  fireEvent.click(screen.getByRole('button', { name: words.submit }))
  expect(await screen.findByText(words.read.none)).toBeTruthy()
  fireEvent.click(tick('owners'))
  fireEvent.click(screen.getAllByRole('radio', { name: words.yes })[2]!) // a pledge is running
  await waitFor(() => expect(tick('running_pledge').checked).toBe(true))
  expect(tick('status').checked).toBe(false)
  fireEvent.click(screen.getByRole('button', { name: words.submit }))
  await waitFor(() => expect(sent).toHaveBeenCalledOnce())
  expect(sent).toHaveBeenCalledWith({
    right_id: 'r', kind: 'register_extract', as_of: '2026-11-20', document_id: 'paper',
    payload: { owners: ['知芯公司'], running_pledge: true },
  })
})

it('asks for the value of what was ticked and is empty', async () => {
  const sent = shown()
  await fillIn()
  fireEvent.change(screen.getByLabelText(words.field.owners), { target: { value: '' } })
  fireEvent.click(screen.getByRole('button', { name: words.submit }))
  expect(await screen.findByText(words.read.value)).toBeTruthy()
  expect(sent).not.toHaveBeenCalled()
})
