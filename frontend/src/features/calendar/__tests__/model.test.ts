import { describe, expect, it } from 'vitest'
import { daysOf, faultOf, firstDay, lengthOf, type Run, runsOf, shifted, weekday } from '../model'

const run = (from: string, to: string, name = 'x', working = false): Run => ({ from, to, name, working })

describe('runs of days', () => {
  it('join neighbours of one name and come apart into the same days', () => {
    const runs = [run('2027-02-05', '2027-02-11', 'a'), run('2027-02-12', '2027-02-12', 'b'), run('2027-02-13', '2027-02-13', 'b', true), run('2027-02-15', '2027-02-16', 'b', true)]
    const days = daysOf(runs)
    expect(days).toHaveLength(11)
    expect(runsOf([...days].reverse())).toEqual(runs)
  })
  it('cross the end of February', () => {
    expect(daysOf([run('2028-02-28', '2028-03-01')]).map(({ on }) => on)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
    expect(lengthOf(run('2028-02-28', '2028-03-01'))).toBe(3)
    expect(shifted('2027-12-31', 1)).toBe('2028-01-01')
    expect(weekday('2027-01-03')).toBe(0)
  })
  it('are refused by name', () => {
    const known = { year: 2027, from: '2027-01-05', before: [run('2027-05-01', '2027-05-03')] }
    expect(faultOf(run('', ''), known)).toBe('days')
    expect(faultOf(run('2027-03-02', '2027-03-01'), known)).toBe('order')
    expect(faultOf(run('2027-12-31', '2028-01-01'), known)).toBe('year')
    expect(faultOf(run('2027-01-04', '2027-01-06'), known)).toBe('begun')
    expect(faultOf(run('2027-03-01', '2027-03-02', ' '), known)).toBe('name')
    expect(faultOf(run('2027-05-03', '2027-05-04'), known)).toBe('twice')
    expect(faultOf(run('2027-05-04', '2027-05-04'), known)).toBeNull()
  })
  it('begin tomorrow, or with their year', () => {
    expect(firstDay(2026, '2026-11-30')).toBe('2026-12-01')
    expect(firstDay(2027, '2026-11-30')).toBe('2027-01-01')
  })
})
