import { describe, expect, it } from 'vitest'
import { creditCode, patentNumber } from '../patentNumber'

describe('patentNumber', () => {
  it('groups a number since 2003, however it is written', () => {
    expect(patentNumber('2018115642880')).toBe('ZL 2018 1 1564288.0')
    expect(patentNumber('201811564288.0')).toBe('ZL 2018 1 1564288.0')
    expect(patentNumber('ZL201811564288.X')).toBe('ZL 2018 1 1564288.X')
    expect(patentNumber('ZL 2018 1 1564288.X')).toBe('ZL 2018 1 1564288.X')
  })
  it('groups a number before 2003', () => {
    expect(patentNumber('99107512.6')).toBe('ZL 99 1 07512.6')
  })
  it('leaves anything else as it is', () => {
    expect(patentNumber('CN106653654B')).toBe('CN106653654B')
    expect(patentNumber('2.02E+12')).toBe('2.02E+12')
  })
  it('shows a dash for nothing', () => {
    expect(patentNumber(null)).toBe('—')
    expect(patentNumber('')).toBe('—')
  })
})

describe('creditCode', () => {
  it('is read in groups of four', () => {
    expect(creditCode('91310115MA1K4ABCDX')).toBe('9131 0115 MA1K 4ABC DX')
    expect(creditCode(null)).toBe('—')
  })
})
