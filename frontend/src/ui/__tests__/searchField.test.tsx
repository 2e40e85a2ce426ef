// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import SearchField from '../SearchField'

const asked: string[] = []

/** An address that changes late, as one does that waits for its page. */
function List({ late }: { late: number }) {
  const [text, setText] = useState('')
  const settle = (next: string) => {
    asked.push(next)
    setTimeout(() => setText(next), late)
  }
  return (
    <>
      <SearchField label="find" value={text} onSettled={settle} />
      <button type="button" onClick={() => setText('')}>clear</button>
    </>
  )
}

const field = () => screen.getByLabelText<HTMLInputElement>('find')
const type = (text: string) => fireEvent.change(field(), { target: { value: text } })
const wait = (ms: number) => act(() => void vi.advanceTimersByTime(ms))

beforeEach(() => {
  vi.useFakeTimers()
  asked.length = 0
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

it.each([0, 200, 700])('loses no letter to an address that changes %i ms later', (late) => {
  render(<List late={late} />)
  for (const text of ['p', 'pu', 'pud', 'pudo', 'pudong']) {
    type(text)
    wait(310)
    expect(field().value).toBe(text)
  }
  wait(2000)
  expect(field().value).toBe('pudong')
  expect(asked).toEqual(['p', 'pu', 'pud', 'pudo', 'pudong'])
})

it('asks once for what is typed fast, and follows whoever clears the filters', () => {
  render(<List late={0} />)
  type('p')
  wait(100)
  type('pu ')
  wait(400)
  expect(asked).toEqual(['pu'])
  type('pud')
  fireEvent.click(screen.getByText('clear'))
  wait(1000)
  expect(field().value).toBe('')
  expect(asked).toEqual(['pu'])
})
