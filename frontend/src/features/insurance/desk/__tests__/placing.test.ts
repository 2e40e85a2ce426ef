import { expect, it } from 'vitest'
import { leadPpm, unfit } from '../placing'

it('leaves the rest to the lead, whatever the co-insurers take', () => {
  expect(leadPpm([])).toBe(1_000_000)
  expect(leadPpm([{ insurer: 'a', percent: 33.3333 }, { insurer: 'b', percent: 0.1 }])).toBe(665_667)
})

it.each([
  ['open', [{ percent: 10 }], []],
  ['open', [{ insurer: 'a', percent: null }], []],
  ['open', [], [{ reinsurer: ' ', percent: 1 }]],
  ['lead', [{ insurer: 'a', percent: 60 }, { insurer: 'b', percent: 40 }], []],
  ['ceded', [], [{ reinsurer: 'x', percent: 60 }, { reinsurer: 'y', percent: 40.0001 }]],
  [null, [{ insurer: 'a', percent: 99.9999 }], [{ reinsurer: 'x', percent: 100 }]],
])('says %s of what cannot be sent', (wrong, taken, ceded) => {
  expect(unfit(taken, ceded)).toBe(wrong)
})
