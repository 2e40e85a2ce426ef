import { describe, expect, it } from 'vitest'
import { today } from '../../../lib/dates'
import { type Draft, lacksOf, mandateOf, standingOf } from '../mandate'
import type { Mandate } from '../queries'

const whole: Draft = { member_id: 'm', papers: ['pledge_contract'], up_to_wan: 1350.55, from_on: '2026-01-01', until: '2999-12-31' }

describe('a mandate to grant', () => {
  it('says everything that is lacking, in the order of the form', () => {
    expect(lacksOf({ papers: [], up_to_wan: null })).toEqual(['member_id', 'papers', 'up_to_wan', 'from_on', 'until'])
    expect(lacksOf(whole)).toEqual([])
    expect(lacksOf({ ...whole, up_to_wan: 0, until: today() })).toEqual([])
  })
  it('ends today or later, and not before it begins', () => {
    expect(lacksOf({ ...whole, until: '2020-01-01' })).toEqual(['until'])
    expect(lacksOf({ ...whole, from_on: '2999-12-31', until: '2999-12-30' })).toEqual(['until'])
  })
  it('is sent in whole fen', () => {
    expect(mandateOf(whole).up_to_fen).toBe(1_350_550_000)
    expect(mandateOf({ ...whole, up_to_wan: 0.07 }).up_to_fen).toBe(70_000)
  })
})

describe('where a mandate stands', () => {
  const of = (facts: Partial<Mandate>) => standingOf({ revoked_at: null, in_force: false, from_on: '2020-01-01', ...facts } as Mandate)
  it('is what the server says, and why where it is not in force', () => {
    expect(of({ in_force: true })).toBe('inForce')
    expect(of({})).toBe('over')
    expect(of({ from_on: '2999-01-01' })).toBe('ahead')
    expect(of({ revoked_at: '2026-01-01T00:00:00Z' })).toBe('revoked')
  })
})
