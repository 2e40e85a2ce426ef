// @vitest-environment jsdom
/** A dialog that was taken off the page while its act was under way. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem } from '../../api/problem'
import { hearLate } from '../../lib/late'
import ConfirmAction from '../ConfirmAction'

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }))

const heard = vi.fn<(code: string) => void>()
let end: () => void
let answer: { take: (value: unknown) => void; refuse: (problem: unknown) => void }[]
const run = () => new Promise((take, refuse) => { answer.push({ take, refuse }) })
const page = () => render(<ConfirmAction label="撤回报价" title="要撤回吗" run={run} />)
const press = (name: RegExp) => { fireEvent.click(screen.getAllByRole('button', { name }).at(-1)!) }
const begin = () => { press(/撤回报价/u); press(/撤回报价/u) }

beforeEach(() => {
  answer = []
  end = hearLate(({ problem }) => heard(problem.code))
})
afterEach(() => { cleanup(); end(); heard.mockReset() })

it('says in the open dialog what was refused, and nowhere else', async () => {
  page()
  begin()
  await act(async () => answer[0]!.refuse(new Problem(409, { code: 'stale' })))
  expect(screen.getByRole('alert').textContent).toContain('problem.')
  expect(heard).not.toHaveBeenCalled()
})

it('tells of a refusal that no dialog is there for any more', async () => {
  const { unmount } = page()
  begin()
  unmount()
  await act(async () => answer[0]!.refuse(new Problem(409, { code: 'stale' })))
  expect(heard.mock.calls.flat()).toEqual(['stale'])
})
