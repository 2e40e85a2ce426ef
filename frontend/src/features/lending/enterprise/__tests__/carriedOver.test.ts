/** Every reason why something was not taken over has a sentence in both languages. */
import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import shared from '../../../../locales/en.json'
import sharedZh from '../../../../locales/zh-CN.json'
import criteria from '../../../listing/locales/en.json'
import criteriaZh from '../../../listing/locales/zh-CN.json'
import { type NotTaken, reasonOf } from '../carried'
import en from '../locales/en.json'
import zh from '../locales/zh-CN.json'

const one = (why: string, more: Partial<NotTaken> = {}): NotTaken => ({
  why, id: null, name: 'N-1', kind: null, year: null, before: 'V1', after: 'V2', newly: null, ...more,
})
const ALL = [
  one('consent_ended'), one('consent_ended', { after: 'V1' }), one('document_withdrawn'), one('document_disowned'), one('document_replaced'),
  one('paper_missing', { kind: 'accounts', year: 2025, name: null, newly: true }), one('paper_outdated', { kind: 'licence', name: null }),
  one('right_committed'), one('right_pledged'), one('right_left'), one('valuation_none'), one('valuation_too_old', { after: 12 }), one('valuation_other'),
  one('product_ended'), one('product_newer', { before: 1, after: 2 }), one('criterion', { name: 'amount_range', newly: false }),
  one('request_changed', { name: 'amount_fen', before: 300_000_000_00, after: 200_000_000_00 }), one('request_changed', { name: 'term_months', before: 12, after: 24 }),
  one('request_changed', { name: 'use_of_funds', before: 'working_capital', after: 'equipment' }),
]

describe.each([['zh-CN', { ...sharedZh, ...criteriaZh, ...zh }], ['en', { ...shared, ...criteria, ...en }]])('in %s', (lng, words) => {
  let t: TFunction
  beforeAll(async () => {
    t = await i18next.createInstance().init({ lng, resources: { [lng]: { translation: words } }, interpolation: { escapeValue: false } })
  })
  it.each(ALL)('$why', (each) => {
    const said = reasonOf(each, t)
    expect(said).not.toMatch(/lending_enterprise|listing\.|field\.|\{\{/)
    if (each.why.startsWith('product_newer')) expect(said).toContain('2')
  })
  it('says what is new in the version', () => {
    expect(reasonOf(one('paper_missing', { kind: 'accounts', newly: true }), t)).not.toBe(reasonOf(one('paper_missing', { kind: 'accounts', newly: false }), t))
  })
})
