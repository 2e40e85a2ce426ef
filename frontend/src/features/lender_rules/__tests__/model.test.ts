import { describe, expect, it } from 'vitest'
import { differing, faultOf, FIELDS, inForce, rulesOf, valuesOf } from '../model'

const WATCH = { validity_months: 12, invalidation_bp: 5000, ended_bp: 10_000, transfer_bp: 2550, expiry_bp: 0 }
const APPRAISAL = {
  related_party: 'refuse',
  paid_again: { outcome: 'warn', times: 2, months: 24 },
  rotation: { outcome: 'warn', most: 2 },
  small_deal: { outcome: 'refuse', up_to_fen: 1_000_000_000 },
  checks: Object.fromEntries(FIELDS.appraisal.filter(({ group }) => group === 'checks').map(({ key }) => [key.slice('checks.'.length), 'warn'])),
}
const field = (kind: 'appraisal' | 'watch', key: string) => {
  const found = FIELDS[kind].find((each) => each.key === key)
  if (!found) throw new Error(key)
  return found
}

describe('a lender\'s rules in a form', () => {
  it('come back from the form as they went in', () => {
    expect(rulesOf('watch', valuesOf('watch', WATCH))).toEqual(WATCH)
    expect(rulesOf('appraisal', valuesOf('appraisal', APPRAISAL))).toEqual(APPRAISAL)
    expect(valuesOf('watch', WATCH).transfer_bp).toBe(25.5)
    expect(valuesOf('appraisal', APPRAISAL)['small_deal.up_to_fen']).toBe(1000)
  })

  it('name all twelve checks', () => {
    expect(FIELDS.appraisal.filter(({ group }) => group === 'checks')).toHaveLength(12)
  })

  it.each([
    ['watch', 'validity_months', 0, 'range'], ['watch', 'validity_months', 61, 'range'], ['watch', 'validity_months', 1.5, 'whole'],
    ['watch', 'validity_months', null, 'missing'], ['watch', 'ended_bp', 100, null], ['watch', 'ended_bp', 100.01, 'range'],
    ['appraisal', 'paid_again.times', 1, 'range'], ['appraisal', 'paid_again.times', 2, null], ['appraisal', 'related_party', 'never', 'missing'],
  ] as const)('%s %s = %s: %s', (kind, key, value, fault) => {
    expect(faultOf(field(kind, key), value)).toBe(fault)
  })

  it('say where two versions differ', () => {
    const before = valuesOf('watch', WATCH)
    expect(differing('watch', before, { ...before, ended_bp: 90 }).map(({ key }) => key)).toEqual(['ended_bp'])
  })

  it('hold from their day, the lender\'s own before the platform\'s', () => {
    const platform = { id: 'p', own: false, version: 7, valid_from: '2026-06-01' }
    const first = { id: '1', own: true, version: 1, valid_from: '2026-01-01' }
    const second = { id: '2', own: true, version: 2, valid_from: '2026-03-01' }
    expect(inForce([second, platform, first], '2025-12-31')).toBeUndefined()
    expect(inForce([second, platform, first], '2026-02-01')?.id).toBe('1')
    expect(inForce([second, platform, first], '2026-07-01')?.id).toBe('2')
    expect(inForce([platform], '2026-07-01')?.id).toBe('p')
  })
})
