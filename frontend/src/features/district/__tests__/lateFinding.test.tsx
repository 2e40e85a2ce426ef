// @vitest-environment jsdom
/** A finding that is refused when its row has gone meanwhile: its writer learns of it all the same. */
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { Problem } from '../../../api/problem'
import { hearLate } from '../../../lib/late'
import FindingAction from '../components/FindingAction'

const say = vi.hoisted(() => (key: string) => key)
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: say }) }))
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }))
afterEach(cleanup)

it('is told though its row has gone', async () => {
  const refusals: ((problem: Problem) => void)[] = []
  const heard = vi.fn<(code: string) => void>()
  const end = hearLate(({ problem }) => heard(problem.code))
  const { unmount } = render(<FindingAction label="check" title="row" run={() => new Promise((_, refuse) => { refusals.push(refuse) })} />)
  fireEvent.click(screen.getByRole('button', { name: 'check' }))
  fireEvent.click(screen.getByLabelText('district.outcome_of.confirmed'))
  fireEvent.change(screen.getByLabelText('district.looked_in'), { target: { value: 'register' } })
  fireEvent.click(screen.getByText('district.stated.submit_check').closest('button')!)
  await waitFor(() => expect(refusals).toHaveLength(1))
  unmount()
  await act(async () => refusals[0]?.(new Problem(409, { code: 'stale' })))
  expect(heard.mock.calls.flat()).toEqual(['stale'])
  end()
})
