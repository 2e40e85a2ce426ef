import { describe, expect, it } from 'vitest'
import { inGroups, progress, story } from '../model'
import type { Charge, Movement } from '../queries'

const charge = (changes: Partial<Charge>): Charge => ({
  id: 'c', reference: 'ZR2600012345', payer_id: 'p', payer_name: 'P', payee_id: 'q', payee_name: 'Q', purpose: 'platform_fee', about: 'fee',
  amount_fen: 1000, amount_capitals: '', outstanding_fen: 1000, currency: 'CNY', due_on: '2026-12-01', overdue: false, state: 'open',
  kept_fen: 0, refunded_fen: 0, refund_ordered_fen: 0, paid_back_fen: 0, raised_at: '2026-11-01T00:00:00Z', cancelled_at: null,
  cancelled_because: null, allowed_actions: [], checkout_methods: [], ...changes,
})

describe('a reference', () => {
  it('is read in groups and loses no digit', () => {
    expect(inGroups('ZR2600012345')).toBe('ZR26 0001 2345')
    expect(inGroups('ZR26000123451').replaceAll(' ', '')).toBe('ZR26000123451')
  })
})

describe('progress', () => {
  it('never says arrived before the server does', () => {
    for (const state of ['open', 'part_paid'] as const) {
      expect(progress(charge({ state }), true)).toBe('on_way')
      expect(progress(charge({ state }), false)).toBe('waiting')
    }
    expect(progress(charge({ state: 'paid' }), true)).toBe('arrived')
  })
})

describe('the story of a charge', () => {
  it('begins with its raising, follows the money, ends with its cancellation', () => {
    const move = (kind: string): Movement => ({ id: kind, kind, source: 'bank', amount_fen: 1000, kept_fen: 0, occurred_on: '2026-11-02', posted_at: '2026-11-02T00:00:00Z' })
    const told = story(charge({ state: 'cancelled', cancelled_at: '2026-11-09T00:00:00Z' }), [move('received'), move('refund_ordered')])
    expect(told.map((each) => each.what)).toEqual(['raised', 'received', 'refund_ordered', 'cancelled'])
  })
})
