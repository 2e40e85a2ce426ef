import { describe, expect, it } from 'vitest'
import { inTurn, tally } from '../sharing'

describe('cases shared among colleagues', () => {
  it('go to each in turn, so that nobody gets two more than another', () => {
    const cases = ['a', 'b', 'c', 'd', 'e']
    const shared = inTurn(cases, ['x', 'y'])
    expect(shared).toEqual({ a: 'x', b: 'y', c: 'x', d: 'y', e: 'x' })
    expect(tally(shared, ['x', 'y'])).toEqual([{ receiver: 'x', n: 3 }, { receiver: 'y', n: 2 }])
  })

  it('go to nobody while nobody is chosen', () => {
    expect(inTurn(['a'], [])).toEqual({})
  })
})
