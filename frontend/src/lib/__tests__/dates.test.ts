import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { daysLater, daysUntil, formatDate, formatDateTime, formatSecond, heard, monthsAfter, now, today } from '../dates'

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

describe('whose clock counts', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.setSystemTime(new Date(LATE))
  })
  afterEach(() => {
    heard(new Date().toUTCString())
    vi.useRealTimers()
  })
  it("is the server's, where the reader's is off", () => {
    heard('Thu, 31 Dec 2026 15:59:00 GMT')
    expect(today()).toBe('2026-12-31')
    vi.advanceTimersByTime(60_000)
    expect(today()).toBe('2027-01-01')
    expect(daysUntil('2027-01-04')).toBe(3)
  })
  it("is the reader's own, where it is right, and where the server says nothing", () => {
    heard('Thu, 31 Dec 2026 15:59:00 GMT')
    heard('Fri, 20 Nov 2026 16:29:30 GMT')
    expect(now()).toEqual(new Date(LATE.slice(0, 23) + 'Z'))
    heard(null)
    heard('yesterday')
    expect(today()).toBe('2026-11-21')
  })
})

describe('days later', () => {
  it('go over the ends of months and years, both ways', () => {
    expect(daysLater('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysLater('2028-02-28', 1)).toBe('2028-02-29')
    expect(daysLater('2027-01-01', -1)).toBe('2026-12-31')
  })
})

describe('months later', () => {
  it('is the same day, or the last of its month', () => {
    expect(monthsAfter('2026-11-30', 3)).toBe('2027-02-28')
    expect(monthsAfter('2026-01-31', 1)).toBe('2026-02-28')
    expect(monthsAfter('2028-02-29', 12)).toBe('2029-02-28')
    expect(monthsAfter('2026-12-31', 2)).toBe('2027-02-28')
    expect(monthsAfter('2026-11-09', 12)).toBe('2027-11-09')
    expect(monthsAfter('2026-12-15', 1)).toBe('2027-01-15')
  })
})
