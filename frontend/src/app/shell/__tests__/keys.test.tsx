// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useMemo } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setHotkeysOff, useHotkeys } from '../../../lib/useHotkeys'
import { useListKeys } from '../../../lib/useListKeys'

const went = vi.fn<(where: string) => void>()

function Page({ own = false }: { own?: boolean }) {
  useHotkeys(useMemo(() => ({ 'g h': () => went('home'), 'g q': () => went('work'), '?': () => went('help'), h: () => went('plain h') }), []))
  useListKeys()
  return (
    <main id="content">
      <input aria-label="note" />
      <div role="dialog" aria-label="asks"><button type="button">stay</button></div>
      <table>
        <tbody {...(own ? { 'data-own-keys': true } : {})}>
          {['one', 'two', 'three'].map((name) => <tr key={name}><td><a href={`/${name}`}>{name}</a></td></tr>)}
          <tr><td>a row that opens nothing</td></tr>
        </tbody>
      </table>
    </main>
  )
}

const press = (...keys: string[]) => keys.forEach((key) => fireEvent.keyDown(document.activeElement ?? document.body, { key }))
const here = () => document.activeElement?.textContent

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined
  went.mockClear()
  setHotkeysOff(false)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

it('walks a list by j and k, and stops at its ends', () => {
  render(<Page />)
  press('j')
  expect(here()).toBe('one')
  press('j', 'j', 'j', 'j')
  expect(here()).toBe('three')
  press('k')
  expect(here()).toBe('two')
})

it('leaves a list alone that has a pointer of its own, and a field in which somebody types', () => {
  const { rerender } = render(<Page own />)
  press('j')
  expect(document.activeElement).toBe(document.body)
  rerender(<Page />)
  screen.getByLabelText('note').focus()
  press('j', 'g', 'h', '?')
  expect(document.activeElement).toBe(screen.getByLabelText('note'))
  screen.getByText('stay').focus()
  press('j', 'g', 'h', '?')
  expect(here()).toBe('stay')
  expect(went).not.toHaveBeenCalled()
})

it('takes two keys in a row as one, in time and in this order only', () => {
  vi.useFakeTimers()
  render(<Page />)
  press('g', 'h', 'g', 'q', '?')
  expect(went.mock.calls.flat()).toEqual(['home', 'work', 'help'])
  press('h', 'g')
  vi.advanceTimersByTime(1600)
  press('h')
  expect(went.mock.calls.flat().slice(3)).toEqual(['plain h', 'plain h'])
})

it('does nothing once single keys are switched off', () => {
  setHotkeysOff(true)
  render(<Page />)
  press('j', 'g', 'h', '?')
  expect(went).not.toHaveBeenCalled()
  expect(document.activeElement).toBe(document.body)
})
