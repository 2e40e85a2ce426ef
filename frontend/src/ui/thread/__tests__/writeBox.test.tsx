// @vitest-environment jsdom
/** A paper that is chosen while a message is on its way did not go with it: it is there for the next. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { draftName } from '../../../lib/drafts'
import { type Session, SessionContext } from '../../../lib/permissions'
import WriteBox from '../WriteBox'

const say = vi.hoisted(() => (key: string) => key)
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: say }) }))
vi.mock('../PaperPicks', () => ({
  default: ({ value, onChange }: { value: string[]; onChange: (ids: string[]) => void }) => (
    <button type="button" onClick={() => onChange([...value, `paper ${value.length + 1}`])}>{`papers: ${value.join()}`}</button>
  ),
}))
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
afterEach(() => { cleanup(); localStorage.clear() })

const ME = { member: { id: 'm' }, permissions: [] } as unknown as Session

it('sends what was chosen, and keeps what was chosen since', async () => {
  const sent: string[][] = []
  const taken: (() => void)[] = []
  const send = (message: { document_ids: string[] }) => new Promise<void>((done) => { sent.push(message.document_ids); taken.push(done) })
  render(<SessionContext value={ME}><WriteBox keepAs="case" label="write" button="send" papersHelp="help" send={send} /></SessionContext>)
  const box = screen.getByLabelText<HTMLTextAreaElement>('write')
  const choose = () => fireEvent.click(screen.getByText(/^papers/u))
  const press = () => fireEvent.submit(box.closest('form')!)
  const kept = () => localStorage.getItem(draftName('m', 'case'))
  choose()
  fireEvent.change(box, { target: { value: 'first' } })
  press()
  choose()
  await act(async () => taken[0]?.())
  expect([box.value, screen.getByText(/^papers/u).textContent]).toEqual(['', 'papers: paper 2'])
  expect(kept()).toContain('{"text":"","papers":["paper 2"]}')
  fireEvent.change(box, { target: { value: 'second' } })
  press()
  await act(async () => taken[1]?.())
  expect([box.value, screen.getByText(/^papers/u).textContent]).toEqual(['', 'papers: '])
  expect(kept()).toBeNull()
  expect(sent).toEqual([['paper 1'], ['paper 2']])
})
