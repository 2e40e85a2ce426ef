// @vitest-environment jsdom
/** A list of work by its keys alone: down, up, choose, look, open; an act on many tells each refusal. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { MemoryRouter, Route, Routes } from 'react-router'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import i18n, { words } from '../../app/i18n'
import { Problem } from '../../api/problem'
import Outcomes from '../worklist/Outcomes'
import Peek from '../worklist/Peek'
import { useEach } from '../worklist/useEach'
import { useWorklist } from '../worklist/useWorklist'

const ROWS = ['one', 'two', 'three']
const keyOf = (row: string) => row
const hrefOf = (row: string) => (row === 'three' ? undefined : `/opened/${row}`)

function List({ items = ROWS }: { items?: string[] }) {
  const work = useWorklist({ items, keyOf, hrefOf })
  const { run, outcomes, forget } = useEach<string>({
    nameOf: keyOf,
    perform: (row) => (row === 'two' ? Promise.reject(new Problem(403, { code: 'forbidden' })) : Promise.resolve()),
    queryKey: ['rows'],
    onDone: (rows) => work.select(work.selected.filter((each) => !rows.includes(each))),
  })
  return (
    <div data-own-keys>
      <output>{work.now} / {work.selected.join('+')}</output>
      <ul>{items.map((row, place) => <li key={row} aria-current={place === work.at}>{hrefOf(row) && <a href={hrefOf(row)}>{row}</a>}</li>)}</ul>
      <input aria-label="words" />
      <button type="button" onClick={() => run.mutate({ rows: work.chosen, body: undefined })}>act</button>
      <Outcomes of={outcomes} onClose={forget} />
      {work.peeking && <Peek title="look" href={work.now && hrefOf(work.now)} onClose={work.stopPeeking} onMove={work.move}>{work.now}</Peek>}
    </div>
  )
}

function shown(items?: string[]) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <Routes>
          <Route path="/" element={<List items={items} />} />
          <Route path="/opened/:row" element={<h1>opened</h1>} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}
const press = (key: string, on: Element = document.body) => fireEvent.keyDown(on, { key })
const said = () => screen.getByRole('status').textContent

beforeEach(async () => {
  Element.prototype.scrollIntoView ??= () => undefined
  await words('en')
  await i18n.changeLanguage('en')
})
afterEach(cleanup)

describe('a list of work', () => {
  it('goes down and up, and never past its ends', () => {
    shown()
    for (const [key, at] of [['j', 'two'], ['j', 'three'], ['j', 'three'], ['k', 'two'], ['k', 'one'], ['k', 'one']] as const) {
      press(key)
      expect(said()).toBe(`${at} / `)
    }
  })

  it('takes the focus along, so that the keys of a link or a tab left behind do not answer', async () => {
    shown()
    screen.getByRole('button', { name: 'act' }).focus()
    press('j', document.activeElement ?? undefined)
    await waitFor(() => expect(document.activeElement?.textContent).toBe('two'))
    press(' ', document.activeElement ?? undefined)
    expect(screen.getByRole('complementary', { name: 'look' }).textContent).toContain('two')
  })

  it('chooses and lets go of the row one is at', () => {
    shown()
    press('x')
    press('j')
    press('x')
    expect(said()).toBe('two / one+two')
    press('x')
    expect(said()).toBe('two / one')
  })

  it('looks at a row beside the list and stops with Escape', () => {
    shown()
    press(' ')
    expect(screen.getByRole('complementary', { name: 'look' }).textContent).toContain('one')
    fireEvent.click(screen.getByRole('button', { name: 'Next' }))
    expect(screen.getByRole('complementary', { name: 'look' }).textContent).toContain('two')
    press('Escape')
    expect(screen.queryByRole('complementary')).toBeNull()
  })

  it('opens where a row leads and nothing where it leads nowhere', () => {
    shown()
    press('j')
    press('j')
    press('Enter')
    expect(screen.queryByText('opened')).toBeNull()
    press('k')
    press('Enter')
    expect(screen.getByText('opened')).toBeTruthy()
  })

  it('leaves the keys to a field and does nothing with an empty list', () => {
    shown()
    press('j', screen.getByLabelText('words'))
    expect(said()).toBe('one / ')
    cleanup()
    shown([])
    press(' ')
    press('x')
    expect(said()).toBe(' / ')
    expect(screen.queryByRole('complementary')).toBeNull()
  })

  it('tells how an act on many went, row by row, and keeps what was refused chosen', async () => {
    shown()
    press('x')
    press('j')
    press('x')
    fireEvent.click(screen.getByRole('button', { name: 'act' }))
    await waitFor(() => expect(screen.getByText('1 done, 1 failed')).toBeTruthy())
    expect(screen.getByText(/^two: /)).toBeTruthy()
    expect(said()).toBe('two / two')
  })

  it('tells of a row that changed since it was looked at in what', () => {
    const changes = [{ field: 'secured_fen', before: 1_000_000, after: 2_000_000 }]
    render(<Outcomes of={[{ name: 'one', failure: 'recorded anew', changes }, { name: 'two' }]} onClose={() => undefined} />)
    expect(screen.getByText('1 done, 1 failed')).toBeTruthy()
    expect(screen.getByText(/^one: recorded anew/)).toBeTruthy()
    expect(document.querySelector('.zr-changes s')?.textContent).toContain('10,000')
    expect(document.querySelector('.zr-changes strong')?.textContent).toContain('20,000')
  })
})
