import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import zh from '../locales/zh-CN.json'
import app from '../../../locales/zh-CN.json'
import type { Verdict } from '../model'
import { type Words, askedText, changeText, foundText } from '../wording'

let words: Words
beforeAll(async () => {
  const t = await i18next.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { ...app, ...zh } } }, interpolation: { escapeValue: false } })
  words = { t, rights: new Map([['a', { label: 'ZL 1', title: '甲专利' }]]) }
})

const verdict = (criterion: string, found: object, asked: object): Verdict =>
  ({ criterion, answer: 'fail', found, asked, right_ids: [], changeable: true, smallest_change: null }) as Verdict

describe('a verdict in words', () => {
  it('names what was found and what was asked, both with their figures', () => {
    const term = verdict('tenor_range', { term_months: 6 }, { min_months: 12, max_months: 36 })
    expect(foundText(words, term)).toBe('期限 6 个月')
    expect(askedText(words, term)).toBe('要求 12 个月 至 3 年')
  })
  it('says that something is unknown', () => {
    expect(foundText(words, verdict('sectors', { sector: null }, { sectors: ['biomedicine'] }))).toContain('未知')
  })
  it('says growth, grades and counts as asked, as found, and as not stated', () => {
    const said = (criterion: string, found: object, asked: object) => {
      const one = verdict(criterion, found, asked)
      return [foundText(words, one), askedText(words, one)]
    }
    expect(said('revenue_growth', { growth_bp: -334 }, { min_bp: 1000 })).toEqual(['增长率：-3.34%', '要求不低于 10.00%'])
    expect(said('revenue_growth', { growth_bp: null, prior_revenue_fen: 0 }, { min_bp: 0 })[0]).toBe('增长率：前年没有收入，无法计算')
    expect(said('tax_grade', { tax_grade: null }, { grades: ['A', 'M'] })).toEqual(['纳税信用：未说明', '限于 A 级、M 级'])
    expect(said('credit_grade', { credit_grade: 'BB' }, { at_least: 'BBB' })).toEqual(['信用等级：BB 级', '要求 BBB 级及以上'])
    expect(said('tax_grade', { tax_grade: 'A', tax_grade_year: 2024 }, { grades: ['A'], max_age_years: 1 })).toEqual(['纳税信用：A 级（2024 年）', '限于 A 级，评定年度不早于 1 年前'])
    expect(said('credit_grade', { credit_grade: 'AA', credit_grade_year: null }, { at_least: 'A', max_age_years: 0 })).toEqual(['信用等级：AA 级（年度未说明）', '要求 A 级及以上，评定年度为本年'])
    expect(said('max_rights', { count: 3 }, { count: 2, kinds: ['invention', 'design'] })).toEqual(['计入的 3 件', '要求至多 2 件（发明、外观设计）'])
  })
  it('asks the firm for what it has not stated', () => {
    const change = { action: 'state_facts', facts: ['tax_grade', 'tax_grade_year', 'prior_revenue_fen'] } as unknown as Parameters<typeof changeText>[1]
    expect(changeText(words, change, { termMonths: 6 })).toBe('说明企业的纳税信用等级、纳税信用等级的年度、前年营业收入')
  })
  it('tells the smallest change', () => {
    const change = { action: 'leave_out_rights', right_ids: ['a'] } as unknown as Parameters<typeof changeText>[1]
    expect(changeText(words, change, { termMonths: 6 })).toBe('去掉 1 件专利：甲专利')
  })
})
