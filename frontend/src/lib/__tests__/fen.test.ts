import type { TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import { formatBp, formatFen, wanText, yuanText } from '../fen'

const language = (name: string) => ((key: string) => (key === 'common.lang' ? name : key)) as unknown as TFunction
const zh = language('zh-CN')
const en = language('en')

describe('yuanText', () => {
  it('groups by thousands and keeps both decimals', () => {
    expect(yuanText(1_350_000_000)).toBe('13,500,000.00')
    expect(yuanText(5)).toBe('0.05')
    expect(yuanText(0)).toBe('0.00')
    expect(yuanText(-123_456)).toBe('-1,234.56')
  })
  it('shows a dash for nothing', () => {
    expect(yuanText(null)).toBe('—')
    expect(yuanText(undefined)).toBe('—')
  })
})

describe('wanText', () => {
  it('cuts, never rounds up', () => {
    expect(wanText(1_350_000_000)).toBe('1,350')
    expect(wanText(1_999_999)).toBe('1.99')
    expect(wanText(999_999)).toBe('0.99')
  })
  it('is exact beyond what a float of yuan would hold', () => {
    expect(wanText(9_007_199_254_740_991)).toBe('9,007,199,254.74')
  })
})

describe('formatFen', () => {
  it('chooses the unit by size in Chinese', () => {
    expect(formatFen(2_740_000_000_00, zh)).toMatch(/^27\.40 /)
    expect(formatFen(1_350_000_000, zh)).toMatch(/^1,350 /)
    expect(formatFen(99_999, zh)).toMatch(/^999\.99 /)
  })
  it('says the same amount in English', () => {
    expect(formatFen(2_740_000_000_00, en)).toBe('CNY 2.740 bn')
    expect(formatFen(1_350_000_000, en)).toBe('CNY 13.50 m')
    expect(formatFen(3_000_000, en)).toBe('CNY 30,000')
    expect(formatFen(99_999, en)).toBe('CNY 999.99')
    expect(formatFen(null, en)).toBe('—')
  })
})

describe('formatBp', () => {
  it('is a percentage with two decimals', () => {
    expect(formatBp(345)).toBe('3.45%')
    expect(formatBp(10_000)).toBe('100.00%')
    expect(formatBp(undefined)).toBe('—')
  })
})
