// @vitest-environment jsdom
/** A need that is stored while its writer types on and goes on: stored once each, in turn, and nobody is led back. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { MemoryRouter, useLocation } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { BLANK, type NeedDraft } from '../../../../lib/need'
import { type Session, SessionContext } from '../../../../lib/permissions'
import NewLoan from '../components/NewLoan'

interface Sent { id: string; amount: number; answer: (saved: { id: string } | null) => void }
const sent: Sent[] = vi.hoisted(() => [])
const say = vi.hoisted(() => (key: string) => key)
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: say }) }))
vi.mock('../actions', async () => {
  const { useState } = await import('react')
  return {
    useSaveRequest: () => {
      const [under, setUnder] = useState(0)
      return {
        isPending: under > 0, isError: false, error: null,
        mutateAsync: ({ id, body }: { id: string; body: { amount_fen: number } }) => new Promise((done, refuse) => {
          setUnder((n) => n + 1)
          sent.push({ id, amount: body.amount_fen, answer: (saved) => { setUnder((n) => n - 1); if (saved) done(saved); else refuse(new Error('refused')) } })
        }),
      }
    },
  }
})
vi.mock('../queries', () => ({ useMatches: () => ({ data: undefined, isPending: false }) }))
vi.mock('../../../../api/choices', () => ({ useAssetChoice: () => ({ data: undefined, isFetching: false, hasNextPage: false }) }))
vi.mock('../../../../ui/need/RightsPicker', () => ({ default: () => null }))
vi.mock('../../../../ui/need/FirmFields', () => ({ default: () => null }))
vi.mock('../components/CostBox', () => ({ default: () => null }))
vi.mock('../components/ConsentStep', () => ({ default: () => null }))
vi.mock('../components/DocumentsStep', () => ({ default: () => null }))
vi.mock('../../../../ui/need/MoneyFields', () => ({
  default: ({ onChange }: { onChange: (part: Partial<NeedDraft>) => void }) => <button type="button" onClick={() => onChange({ amountWan: '300' })}>more</button>,
}))

const SESSION = { member: { id: 'm' }, permissions: [] } as unknown as Session
const NEED: NeedDraft = {
  ...BLANK, rightIds: ['r'], amountWan: '200', termMonths: '12', use: 'working_capital', establishedOn: '2020-01-01', headcount: '10', revenueWan: '100',
  sector: 'software', firstTime: true, basicAccount: true, creditReport: true,
}
const Where = () => <p>{useLocation().search}</p>
const open = () => render(
  <SessionContext value={SESSION}><MemoryRouter initialEntries={['/e/loans/new?step=2']}>
    <NewLoan request={undefined} start={NEED} earlier={[]} /><Where />
  </MemoryRouter></SessionContext>,
)
const after = (ms: number) => act(async () => { await vi.advanceTimersByTimeAsync(ms) })
const answer = (n: number, saved: { id: string } | null) => act(async () => { sent[n]?.answer(saved) })
const next = () => act(async () => { fireEvent.click(screen.getByText('lending_enterprise.new.nav.next').closest('button')!) })
const kept = () => Object.keys(localStorage).length

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('scrollTo', () => undefined)
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }))
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  sent.length = 0
  localStorage.clear()
})
afterEach(() => { cleanup(); vi.useRealTimers() })

it('makes one need of it, though its writer goes on before the first answer', async () => {
  open()
  await next()
  await after(6_000)
  await answer(0, { id: 'need' })
  expect(sent.map((each) => each.id)).toEqual([''])
  expect(screen.getByText(/request=need/u).textContent).toContain('step=3')
})

it('stores what was typed meanwhile next', async () => {
  open()
  await after(6_000)
  fireEvent.click(screen.getByText('more'))
  await after(6_000)
  await answer(0, { id: 'need' })
  await after(6_000)
  expect(sent.map(({ id, amount }) => [id, amount])).toEqual([['', 200_000_000], ['need', 300_000_000]])
  await answer(1, { id: 'need' })
  await after(6_000)
  expect(sent).toHaveLength(2)
  expect(kept()).toBe(0)
})

it('asks again for nothing that was refused, until it is changed', async () => {
  open()
  await after(6_000)
  await answer(0, null)
  await after(20_000)
  expect(sent).toHaveLength(1)
  fireEvent.click(screen.getByText('more'))
  await after(6_000)
  expect(sent).toHaveLength(2)
})
