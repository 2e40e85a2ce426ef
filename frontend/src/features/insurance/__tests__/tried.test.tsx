// @vitest-environment jsdom
/** A risk that is tried out shows the premium of what was asked last, though an older answer comes after it. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import TryRating from '../components/plan/TryRating'
import type { Doc } from '../model/doc'
import { useEditing } from '../edit/context'
import type { Plan, Rating } from '../queries'

const asked: ((rating: unknown) => void)[] = []
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: say }) }))
const say = vi.hoisted(() => (key: string) => key)
vi.mock('../queries', () => ({ LINES: ['overseas_liability'], rateRisk: () => new Promise((done) => { asked.push(done) }) }))
vi.mock('../model/risk', () => ({ covering: (risk: Doc) => risk, linesOf: () => ['overseas_liability'], sampleRisk: () => ({ n: 0 }) }))
vi.mock('../components/plan/Premium', () => ({ default: ({ rating }: { rating: Rating }) => <p>{`rated ${String((rating as unknown as Doc).n)}`}</p> }))
vi.mock('../components/plan/RiskForm', () => ({ default: Riskier }))

function Riskier() {
  const { change } = useEditing()
  return <button type="button" onClick={() => change((risk) => ({ ...risk, n: Number(risk.n) + 1 }))}>riskier</button>
}

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers(); cleanup() })
const rest = () => act(async () => { vi.advanceTimersByTime(600) })
const answer = (n: number) => act(async () => { asked[n]?.({ n }) })

it('keeps the newer premium', async () => {
  render(<TryRating changed={false} plan={{ id: 'plan', document: {}, allowed_actions: ['rate'] } as unknown as Plan} />)
  await rest()
  fireEvent.click(screen.getByRole('button', { name: 'riskier' }))
  await rest()
  await answer(1)
  expect(screen.getByText('rated 1')).toBeDefined()
  await answer(0)
  expect(screen.getByText('rated 1')).toBeDefined()
})
