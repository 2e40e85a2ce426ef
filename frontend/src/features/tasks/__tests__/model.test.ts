import { describe, expect, it } from 'vitest'
import { type Task, dueBy, placeOf, spanOf } from '../model'

const task = (kind: Task['kind']): Task => ({ kind, id: 't', subject_id: 's', number: '', title: '', due_on: null, since: '2026-11-30T00:00:00Z' })

describe('dueBy', () => {
  it('counts from today, over the end of a month', () => {
    expect([dueBy('late', '2026-12-01'), dueBy('today', '2026-12-01'), dueBy('week', '2026-11-30'), dueBy('month', '2026-12-31')])
      .toEqual(['2026-11-30', '2026-12-01', '2026-12-07', '2027-01-30'])
  })
  it('does not narrow to all, nor to what the address makes up', () => {
    expect(dueBy(spanOf('never'), '2026-12-01')).toBeNull()
  })
})

describe('placeOf', () => {
  it('leads to the record, and to papers where the reader has them', () => {
    expect([placeOf(task('message'), true), placeOf(task('message'), false), placeOf(task('calendar'), true), placeOf(task('calendar'), false)])
      .toEqual(['/b/queue/s?tab=messages', '/e/loans/s#messages', '/b/calendar', '/o/calendar'])
    expect([placeOf(task('second_factor'), true), placeOf(task('second_factor'), false)]).toEqual(['/account', '/account'])
    expect([placeOf(task('opinion'), true), placeOf(task('paper'), true), placeOf(task('paper'), false)]).toEqual(['/b/review/s', '/b/papers', '/e/papers'])
  })
})
