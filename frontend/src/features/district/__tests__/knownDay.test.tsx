// @vitest-environment jsdom
/** A day that cannot be known is said at its field with the latest one, and is not asked for. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '../../../api/problem'
import i18n, { words } from '../../../app/i18n'
import { today } from '../../../lib/dates'
import KnownDay from '../components/KnownDay'
import { dayFault, dayRefusal, useDayState } from '../known'
import { EMPTY } from '../model'

function Page({ refused }: { refused?: string }) {
  const { state, set } = useDayState(EMPTY)
  return (
    <>
      <output>{state.known ?? 'today'}</output>
      <KnownDay known={state.known} onChange={set} refused={refused} />
    </>
  )
}

const shown = (address: string, refused?: string) =>
  render(<MemoryRouter initialEntries={[address]}><Page refused={refused} /></MemoryRouter>)

beforeEach(async () => {
  await i18n.changeLanguage('en')
  await words('en')
})
afterEach(cleanup)

describe('as known on a day', () => {
  it('asks for a day that has been, and goes back to today', () => {
    shown('/?known=2026-01-31')
    expect(screen.getByRole('status').textContent).toBe('2026-01-31')
    expect(screen.queryByRole('alert')).toBeNull()
    fireEvent.click(screen.getByText('Back to today'))
    expect(screen.getByRole('status').textContent).toBe('today')
  })

  it.each(['2999-01-01', 'tomorrow', '2026-02-31'])('says of %s why it cannot be', (day) => {
    shown(`/?known=${day}`)
    expect(screen.getByRole('status').textContent).toBe('today')
    const told = screen.getByRole('alert')
    expect(told.textContent).toContain(day === '2999-01-01' ? today() : 'This is no day')
    const field = screen.getByRole('textbox')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(field.getAttribute('aria-describedby')).toBe(told.id)
    fireEvent.click(screen.getByText('Back to today'))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says what the server refuses of the day', () => {
    shown('/?known=2026-01-31', 'A day from 2026-02-01 on.')
    expect(screen.getByRole('alert').textContent).toBe('A day from 2026-02-01 on.')
  })
})

it('tells a refused day from every other failure', () => {
  const of = (key: string) => new Problem(400, { code: 'invalid_request', errors: [{ key, message: 'why' }] })
  expect(dayRefusal(of('as_known_on'))).toBe('why')
  expect(dayRefusal(of('limit'))).toBeUndefined()
  expect(dayRefusal(null)).toBeUndefined()
  expect([dayFault(undefined), dayFault('2026-01-31', '2026-01-31'), dayFault('2026-02-01', '2026-01-31')]).toEqual([undefined, undefined, 'later'])
})
