// @vitest-environment jsdom
/** What is tried at the desk stands beside no other's premium: what was rated before is shown as such, and no act rests on it. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import SubmissionPage from '../SubmissionPage'

interface Risk { n: number }
interface Shown { risk: Risk; rating?: Risk | null; before?: Risk | null; after?: Risk | null; change: (risk: Risk) => void }
const rated = vi.hoisted(() => [] as { n: number; take: (rating: { n: number }) => void }[])
const say = vi.hoisted(() => (key: string) => key)
const none = vi.hoisted(() => ({ default: () => null }))
const FOUND = vi.hoisted(() => ({
  submission: { id: 's', version: 1, firm: 'F', number: 'S1', state: 'received', line: 'overseas_liability', product: 'P' }, newest_version: 1, quotes: [], questions: [],
  desk: { plan_id: 'plan', plan: 'PLAN', risk: { n: 0, inception_on: '2027-01-01', expires_on: '2028-01-01' } },
}))
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: say }) }))
vi.mock('../queries', () => ({ useSubmission: () => ({ data: FOUND, isPending: false, isLoadingError: false }), useDeskActs: () => ({}) }))
vi.mock('../../queries', () => ({ rateRisk: (_: string, { n }: Risk) => new Promise((take) => { rated.push({ n, take }) }) }))
vi.mock('../../components/plan/Premium', () => ({ default: ({ rating }: { rating: Risk }) => <p>{`premium of ${rating.n}`}</p> }))
vi.mock('../ActBar', () => ({ default: ({ risk, rating }: Shown) => <p>{`quotes ${risk.n} rated as ${rating?.n}`}</p> }))
vi.mock('../WhatIf', () => ({
  default: ({ risk, before, after, change }: Shown) => (
    <><p>{`from ${before?.n} to ${after?.n}`}</p><button type="button" onClick={() => change({ ...risk, n: risk.n + 1 })}>riskier</button></>
  ),
}))
vi.mock('../Answers', () => none)
vi.mock('../Due', () => none)
vi.mock('../Quotes', () => none)
vi.mock('../Screening', () => none)
vi.mock('../../../../ui/cover/ModeBanner', () => none)
vi.mock('../../../../ui/StatusTag', () => none)

beforeEach(() => { vi.useFakeTimers(); rated.length = 0 })
afterEach(() => { cleanup(); vi.useRealTimers() })
const rest = () => act(async () => { vi.advanceTimersByTime(200) })
const answer = (of: number) => act(async () => rated.filter(({ n }) => n === of).forEach(({ take }) => take({ n: of })))
const riskier = () => fireEvent.click(screen.getByText('riskier'))
const shown = () => ['premium', 'from', 'quotes'].map((word) => screen.queryByText(new RegExp(`^${word}`, 'u'))?.textContent)

it('rests on the rating of what is tried, in whatever order the answers come', async () => {
  render(<MemoryRouter><SubmissionPage /></MemoryRouter>)
  await rest()
  await answer(0)
  expect(shown()).toEqual(['premium of 0', 'from 0 to 0', 'quotes 0 rated as 0'])
  riskier()
  expect(shown()).toEqual(['premium of 0', 'from 0 to undefined', 'quotes 1 rated as undefined'])
  expect(screen.getByText('premium of 0').closest('[aria-busy="true"]')).not.toBeNull()
  await rest()
  riskier()
  await rest()
  await answer(2)
  expect(shown()).toEqual(['premium of 2', 'from 0 to 2', 'quotes 2 rated as 2'])
  expect(screen.getByText('premium of 2').closest('[aria-busy="true"]')).toBeNull()
  await answer(1)
  expect(shown()).toEqual(['premium of 2', 'from 0 to 2', 'quotes 2 rated as 2'])
})
