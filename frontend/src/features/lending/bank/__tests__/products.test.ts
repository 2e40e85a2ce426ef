// @vitest-environment jsdom
/** Which version holds, which draft may still come, and what it changes. */
import { describe, expect, it } from 'vitest'
import { besides, coming, inForce, openDrafts, type Requirement, type Version } from '../products'

const paper = (kind: Requirement['kind'], part: Partial<Requirement> = {}): Requirement =>
  ({ kind, per: 'firm', years: 1, required: false, max_age_days: null, ...part })
const version = (n: number, published: boolean, effective_on: string | null = null): Version =>
  ({ id: String(n), n, checklist: [], guarantee_required: false, maker: 'm', approver: published ? 'a' : null, published_at: published ? '2026-11-29T00:00:00Z' : null, effective_on, recall: null, must_simulate: false, allowed_actions: [] })

describe('versions of a product', () => {
  it('hold by the highest number that is published', () => {
    expect(inForce([version(4, false), version(3, true), version(1, true)])?.n).toBe(3)
    expect(inForce([version(1, false)])).toBeUndefined()
  })
  it('hold from their day on, unless a higher number holds by then', () => {
    const all = [version(5, true, '2027-03-01'), version(4, true, '2027-01-01'), version(3, true, '2027-02-01'), version(2, false), version(1, true)]
    expect(inForce(all, '2026-12-31')?.n).toBe(1)
    expect(inForce(all, '2027-01-01')?.n).toBe(4)
    expect(coming(all, '2026-12-31').map((each) => each.n)).toEqual([4, 5])
    expect(coming(all, '2027-01-01').map((each) => each.n)).toEqual([5])
    expect(openDrafts([version(2, false), ...all, version(6, false)]).map((each) => each.n)).toEqual([6])
  })
  it('never hold once called back, and leave earlier drafts open', () => {
    const back: Version = { ...version(3, true, '2027-01-01'), recall: { at: '2026-12-01T00:00:00Z', by: 'a', reason: 'r' } }
    const all = [back, version(2, false), version(1, true)]
    expect(inForce(all, '2027-01-02')?.n).toBe(1)
    expect(coming(all, '2026-12-31')).toEqual([])
    expect(openDrafts(all).map((each) => each.n)).toEqual([2])
  })
  it('are open only above the one in force', () => {
    const all = [version(4, false), version(3, true), version(2, false), version(1, true)]
    expect(openDrafts(all).map((each) => each.n)).toEqual([4])
    expect(openDrafts([version(1, false)]).map((each) => each.n)).toEqual([1])
  })
})

describe('what a draft changes', () => {
  it('is every line that the other has not got in the same words', () => {
    const before = [paper('licence'), paper('accounts', { per: 'year', years: 3 })]
    const after = [paper('licence', { required: true }), paper('accounts', { per: 'year', years: 3 }), paper('contract', { max_age_days: 30 })]
    expect(besides(after, before)).toEqual([after[0], after[2]])
    expect(besides(before, after)).toEqual([before[0]])
    expect(besides(before, before)).toEqual([])
  })
})
