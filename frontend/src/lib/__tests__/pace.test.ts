/** How fast an upload goes, and how long the rest takes. */
import { describe, expect, it } from 'vitest'
import { type Pace, paceAfter, restOf } from '../pace'

const MIB = 1024 * 1024
const heard = (...samples: [at: number, sent: number][]): Pace | null =>
  samples.reduce<Pace | null>((before, [at, sent]) => paceAfter(before, at, sent), null)

describe('the pace', () => {
  it('is unknown at the first sample, and until a second has passed', () => {
    expect(heard([0, 8 * MIB])?.rate).toBeNull()
    expect(heard([0, 8 * MIB], [999, 9 * MIB])?.rate).toBeNull()
  })
  it('does not count what was there before it began', () => {
    expect(heard([0, 8 * MIB], [1000, 9 * MIB])?.rate).toBe(MIB)
  })
  it('is smoothed, and comes to a steady speed', () => {
    expect(heard([0, 0], [1000, MIB], [2000, 3 * MIB])?.rate).toBeCloseTo(1.3 * MIB)
    const steady: [number, number][] = Array.from({ length: 40 }, (_, n) => [n * 1000, n * 2 * MIB])
    expect(heard([0, 0], ...steady)?.rate).toBeCloseTo(2 * MIB)
  })
  it('keeps its speed when a piece is sent again, and never goes below nothing', () => {
    const again = heard([0, 0], [1000, 4 * MIB], [2000, MIB])
    expect(again?.rate).toBe(4 * MIB)
    expect(paceAfter(again, 3000, 5 * MIB).rate).toBeCloseTo(4 * MIB)
  })
})

describe('the rest', () => {
  it.each([
    [MIB, 60 * MIB, 0, { unit: 'seconds', n: 60 }],
    [MIB, 60 * MIB, 60 * MIB, { unit: 'seconds', n: 1 }],
    [MIB, 89.5 * MIB, 0, { unit: 'minutes', n: 2 }],
    [MIB, 600 * MIB, 0, { unit: 'minutes', n: 10 }],
    [MIB / 8, 2048 * MIB, 0, { unit: 'hours', n: 5 }],
    [0, 5, 1, null],
    [null, 5, 1, null],
  ] as const)('%s bytes a second, %d bytes, %d sent', (rate, size, sent, rest) => {
    expect(restOf({ at: 0, sent, rate }, size, sent)).toEqual(rest)
  })
})
