import { describe, expect, it } from 'vitest'
import { blank, openFields, rangeOf, statementOf, sumOf } from '../model'

const stated = {
  ...blank(['a', 'b']), perRight: true, method: 'income', baseDate: '2026-11-01', valuer: '演示评估',
  values: { a: { low: '100', central: '120', high: '150' }, b: { low: '50', central: '60', high: '70' } },
}

describe('a stated value', () => {
  it('is a range in its order, above zero', () => {
    expect(rangeOf({ low: '2', central: '1', high: '3' })).toBeNull()
    expect(rangeOf({ low: '0', central: '1', high: '3' })).toBeNull()
  })
  it('per right adds up to the whole', () => {
    expect(sumOf(stated)).toEqual({ low_fen: 150_000_000, central_fen: 180_000_000, high_fen: 220_000_000 })
    expect(statementOf(stated)?.per_right).toHaveLength(2)
  })
  it('of an agency needs an appraisal method and its report', () => {
    const open = openFields({ ...stated, appraised: true, method: 'internal' }, '2026-11-24')
    expect(open).toEqual(['method', 'report'])
  })
})
