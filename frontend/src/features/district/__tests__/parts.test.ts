// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { isComing } from '../parts'

test('a division is coming once it is confirmed, until its first day', () => {
  const of = (outcome: 'confirmed' | 'returned' | null, from_on: string) => isComing({ outcome, from_on }, '2026-11-30')
  expect([of('confirmed', '2026-12-01'), of('confirmed', '2026-11-30'), of('returned', '2026-12-01'), of(null, '2026-12-01')])
    .toEqual([true, false, false, false])
})
