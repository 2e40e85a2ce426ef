import { expect, test } from 'vitest'
import { bpOf, faults, fenOf, type Typed } from '../proposal'

const typed: Typed = {
  kind: 'grant', amount: '1,050', rate: '3.55', term: '24', valid_days: '30', conditions: [], guarantee_required: true, sentence: '', note: '',
}

test('an amount in 万元 is whole fen, a rate whole basis points', () => {
  expect(fenOf('1,050.25')).toBe(1_050_250_000)
  expect(bpOf('3.55')).toBe(355)
  expect(fenOf('1.005')).toBeNull()
  expect(bpOf('abc')).toBeNull()
})

test('an amount above the limit keeps the opinion from being sent', () => {
  expect(faults(typed, 1_050_000_000)).toEqual([])
  expect(faults(typed, 1_049_999_999)).toEqual([{ field: 'amount', code: 'amount_above' }])
})

test('a refusal needs its coded reason and a sentence', () => {
  const found = faults({ ...typed, kind: 'refusal' }, 0).map((fault) => fault.code)
  expect(found).toEqual(['reason_needed', 'sentence_needed'])
})
