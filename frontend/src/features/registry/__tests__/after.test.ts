import { describe, expect, it } from 'vitest'
import { afterOf, isEssential, isNew, lastDay, scanOf } from '../after'
import type { Pledge } from '../model'

const PLEDGE = {
  terms: { secured_fen: 300_000_000, claim_kind: 'single', scope: '主债权', performance_to: '2027-01-01', pledgor_address: null, pledgee_address: null },
  parties: { pledgor: { name: '甲公司', address: '张江路 1 号' }, pledgee: { name: '银行', address: null } },
} as unknown as Pledge

describe('a change of a registered pledge', () => {
  it('takes the chosen values only, the amount in fen', () => {
    const done = afterOf('change', {
      items: ['secured_fen', 'pledgor_name'], values: { secured_fen: '500', pledgor_name: ' 乙公司 ', scope: 'not chosen' },
      changed_on: '2026-11-01', day: '2026-11-20', reason: ' ',
    }, 'd1')
    expect(done).toEqual({
      act: 'change',
      body: { secured_fen: 500_000_000, pledgor_name: '乙公司', changed_on: '2026-11-01', filed_on: '2026-11-20', undertaking: false, document_id: 'd1' },
    })
  })

  it('is due in thirty days where kind, amount or scope change, across a year’s end too', () => {
    expect([isEssential(['scope', 'pledgor_name']), isEssential(['pledgor_name', 'performance_to']), isEssential(undefined)]).toEqual([true, false, false])
    expect(lastDay('2026-12-15')).toBe('2027-01-14')
    expect(lastDay(undefined)).toBeNull()
  })

  it('says something else than what is registered', () => {
    expect(isNew(PLEDGE, 'secured_fen', '300')).toBe(false)
    expect(isNew(PLEDGE, 'secured_fen', '300.5')).toBe(true)
    expect(isNew(PLEDGE, 'secured_fen', 'many')).toBe(false)
    expect(isNew(PLEDGE, 'pledgor_address', '张江路 1 号')).toBe(false)
    expect(isNew(PLEDGE, 'pledgor_name', '  ')).toBe(false)
  })
})

describe('a cancellation and CNIPA’s answers', () => {
  it('carry what was said under the name that each act has for it', () => {
    expect(afterOf('cancellation', { ground: 'paid', ended_on: '2026-11-01', day: '2026-11-02', reason: '已结清', undertaking: true }, undefined)).toEqual({
      act: 'cancellation', body: { ground: 'paid', ended_on: '2026-11-01', filed_on: '2026-11-02', statement: '已结清', undertaking: true },
    })
    expect(afterOf('cancellation-result', { outcome: 'rejected', day: '2026-11-05', reason: '材料不全' }, 'd2')).toEqual({
      act: 'cancellation-result', body: { outcome: 'rejected', decided_on: '2026-11-05', reason: '材料不全', document_id: 'd2' },
    })
  })

  it('keep CNIPA’s notices as such, a refusal not as a notice of the change', () => {
    expect([scanOf('change-result', 'approved'), scanOf('change-result', 'rejected'), scanOf('cancellation-result', 'approved'), scanOf('change', undefined)])
      .toEqual(['change_notice', 'other', 'cancellation_notice', 'contract'])
  })
})
