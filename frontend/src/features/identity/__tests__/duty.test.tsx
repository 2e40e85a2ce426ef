// @vitest-environment jsdom
/** Whoever owes a second factor is told so on every page, and led to it after sign-in. */
import { cleanup, render, screen } from '@testing-library/react'
import { App } from 'antd'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { words } from '../../../app/i18n'
import FactorDuty from '../../../app/shell/FactorDuty'
import { type Session, SessionContext } from '../../../lib/permissions'
import FactorState from '../components/FactorState'
import { placeAfter } from '../next'
import type { Member } from '../queries'

const session = (duty: Session['second_factor_duty']) => ({
  csrf_token: '', member: { id: 'm', name: '王敏', roles: ['checker'] }, permissions: [], second_factor: false, second_factor_duty: duty,
  organisation: { id: 'o', kind: 'bank', name: '甲银行', former_names: [], uscc: null, division: null, street: null, address_line: null, verified: true, verified_at: null },
}) as Session
const SOON = { needed_from: '2031-05-06', overdue: false }
const OVER = { needed_from: '2021-05-06', overdue: true }

beforeAll(async () => {
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: false, media: query, addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {} }))
  await words('zh-CN')
})
afterEach(cleanup)

function tell(duty: Session['second_factor_duty'], at = '/b') {
  render(<MemoryRouter initialEntries={[at]}><App><SessionContext.Provider value={session(duty)}><FactorDuty /></SessionContext.Provider></App></MemoryRouter>)
}

describe('what is told on every page', () => {
  it('says from when on, and leads to the account', () => {
    tell(SOON)
    expect(screen.getByRole('status').textContent).toContain('2031-05-06')
    expect(screen.getByRole('link', { name: '去启用' }).getAttribute('href')).toBe('/account')
  })
  it('says that only reading is left once the day has come', () => {
    tell(OVER)
    expect(screen.getByRole('status').textContent).toContain('期限已过')
  })
  it('leads nowhere from the account itself', () => {
    tell(OVER, '/account')
    expect(screen.getByRole('status')).toBeTruthy()
    expect(screen.queryByRole('link')).toBeNull()
  })
  it('is silent where nothing is owed', () => {
    tell(null)
    expect(screen.queryByRole('status')).toBeNull()
  })
})

it('leads whoever is overdue to his account first, and nobody else', () => {
  expect(placeAfter('/b/queue', session(OVER))).toBe('/account')
  expect(placeAfter('/b/queue', session(SOON))).toBe('/b/queue')
  expect(placeAfter(null, session(null))).toBe('/b')
})

it.each([
  [{ second_factor: true, second_factor_duty: null }, '已启用'],
  [{ second_factor: false, second_factor_duty: null }, '未启用'],
  [{ second_factor: false, second_factor_duty: SOON }, '须在 2031-05-06 前启用'],
  [{ second_factor: false, second_factor_duty: OVER }, '逾期未启用（2021-05-06）'],
  [{ second_factor: false, second_factor_duty: OVER, active: false }, '未启用'],
])('tells the admin who owes what: %o', (state, told) => {
  render(<FactorState member={{ active: true, ...state } as Member} />)
  expect(screen.getByText(told)).toBeTruthy()
})
