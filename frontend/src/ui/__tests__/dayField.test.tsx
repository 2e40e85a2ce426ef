// @vitest-environment jsdom
/** Enter in a day takes what was typed; the form around it goes only by its own button. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { DayField } from '../DayField'

beforeAll(() => {
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
})
afterEach(cleanup)

it('keeps Enter to itself', () => {
  const chosen = vi.fn()
  render(<form><DayField label="day" onChange={chosen} /><input aria-label="name" /></form>)
  const day = screen.getByLabelText('day')
  fireEvent.mouseDown(day)
  fireEvent.focus(day)
  fireEvent.change(day, { target: { value: '2026-12-01' } })
  // What a browser sends the form by is the event's own way on, which nobody has stopped.
  expect(fireEvent.keyDown(day, { key: 'Enter' })).toBe(false)
  expect(chosen).toHaveBeenCalledWith('2026-12-01')
  expect(fireEvent.keyDown(day, { key: 'a' })).toBe(true)
  expect(fireEvent.keyDown(screen.getByLabelText('name'), { key: 'Enter' })).toBe(true)
})
