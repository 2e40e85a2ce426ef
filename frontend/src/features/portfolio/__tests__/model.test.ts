import { describe, expect, it } from 'vitest'
import { type FeeYear, type ImportRow, nearFees, numbersIn, offeredNumber } from '../model'

const refused = (code: string, wouldPass: string): ImportRow => ({
  line: 2, outcome: 'refused', code, reason: '校验位不符', field: 'number', value: '201811564288.3', would_pass: wouldPass,
  warnings: [], key: null, right_id: null, cells: [],
})
const fee = (year: number, state: string): FeeYear => ({
  year, state, due_on: `20${year}-01-01`, late_until: `20${year}-07-01`, amount_fen: 1, surcharge_fen: 0, paid_on: null,
})

describe('pasted numbers', () => {
  it('are taken one per line or between commas, blanks inside kept', () => {
    expect(numbersIn('ZL 2018 1 1564288.X\n\n201811564288.3，CN109640213B;')).toEqual([
      'ZL 2018 1 1564288.X', '201811564288.3', 'CN109640213B',
    ])
  })
})

describe('a refused row', () => {
  it('offers the number only when the check digit alone was wrong', () => {
    expect(offeredNumber(refused('portfolio.check_digit_wrong', '201811564288.X if only'))).toBe('201811564288.X')
    expect(offeredNumber(refused('portfolio.number_malformed', '12 or 8 digits'))).toBeNull()
  })
})

describe('fees worth showing first', () => {
  it('begin one before what is late or due', () => {
    const fees = [fee(10, 'past'), fee(11, 'past'), fee(12, 'late'), fee(13, 'ahead'), fee(14, 'ahead')]
    expect(nearFees(fees).map((each) => each.year)).toEqual([11, 12, 13, 14])
  })
})
