import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { daysUntil, formatDate, formatDateTime, formatSecond, today } from '../dates'

/** 16:30 UTC is already the next day in Shanghai. */
const LATE = '2026-11-20T16:30:05.123456Z'

describe('moments', () => {
  it('are those of Shanghai', () => {
    expect(formatDate(LATE)).toBe('2026-11-21')
    expect(formatDateTime(LATE)).toBe('2026-11-21 00:30')
    expect(formatSecond(LATE)).toBe('2026-11-21 00:30:05')
  })
  it('may carry any offset', () => {
    expect(formatSecond('2026-11-20T09:00:00+08:00')).toBe('2026-11-20 09:00:00')
  })
  it('show a dash when there is none', () => {
    expect([formatDate(null), formatDateTime(undefined), formatSecond('')]).toEqual(['—', '—', '—'])
  })
})

describe('a business day', () => {
  it('is never shifted', () => expect(formatDate('2026-01-31')).toBe('2026-01-31'))
})

describe('today', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.setSystemTime(new Date(LATE))
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  it('is the day in Shanghai', () => expect(today()).toBe('2026-11-21'))
  it('counts days both ways, over the end of a year too', () => {
    expect(daysUntil('2026-11-21')).toBe(0)
    expect(daysUntil('2026-11-20')).toBe(-1)
    expect(daysUntil('2027-01-01')).toBe(41)
  })
})
