// @vitest-environment jsdom
import { beforeAll, describe, expect, it } from 'vitest'
import i18n, { LANGUAGES, words } from '../../../../app/i18n'
import { blank, fresh, lacks, missing, sent, tidy, VOCABULARY } from '../model'
import { productWords } from '../words'

const terms = () => ({ ...blank('2026-11-30'), criteria: Object.keys(VOCABULARY).map(fresh) })

beforeAll(async () => {
  await Promise.all(LANGUAGES.map((language) => words(language)))
})

describe('a product in words', () => {
  it.each(['zh-CN', 'en'])('has a sentence for every criterion of the vocabulary in %s', (language) => {
    const t = i18n.getFixedT(language)
    const lines = productWords(t, terms())
    expect(lines.filter((line) => line.key.startsWith('criterion-'))).toHaveLength(Object.keys(VOCABULARY).length)
    for (const line of lines) expect(`${line.name} ${line.text}`).not.toMatch(/shelf\.|bank\.|undefined|NaN/)
  })

  it('says how much growth, which grades and how many rights, and of which kinds', () => {
    const t = i18n.getFixedT('en')
    const criteria = [
      { kind: 'revenue_growth', min_bp: -500 }, { kind: 'tax_grade', grades: ['A', 'M'] }, { kind: 'credit_grade', at_least: 'BBB', max_age_years: 2 },
      { kind: 'max_rights', count: 2, kinds: ['design'] }, { kind: 'min_rights', count: 1 },
    ]
    const said = productWords(t, { ...blank('2026-11-30'), criteria }).filter((line) => line.key.startsWith('criterion-')).map((line) => line.text)
    expect(said).toEqual(['at least -5.00%', 'grade A, grade M', 'grade BBB or better, of a year not before 2 years ago', 'at most 2 (Design)', 'at least 1'])
  })

  it('says a spread over the table of rates, and a fixed rate by itself', () => {
    const t = i18n.getFixedT('en')
    const rate = (part: object) => productWords(t, { ...blank('2026-11-30'), ...part }).find((line) => line.key === 'rate')?.text
    expect(rate({ rate_base: 'lpr_5y', rate_from_bp: 45, rate_to_bp: 85 })).toBe('LPR over 5 years +45 to +85 basis points')
    expect(rate({ rate_base: 'fixed', rate_from_bp: 400, rate_to_bp: 400 })).toBe('fixed, 4.00% a year')
  })
})

describe('what a draft lacks', () => {
  it('is told for a range without an end and a list without a code, and nothing that may stay empty', () => {
    expect(lacks(fresh('revenue'))).toEqual(['min_fen', 'max_fen'])
    expect(lacks({ kind: 'revenue', min_fen: 1, max_fen: null })).toEqual([])
    expect(lacks(fresh('min_rights'))).toEqual(['count'])
    expect(lacks(fresh('revenue_growth'))).toEqual(['min_bp'])
    expect(lacks({ kind: 'revenue_growth', min_bp: 0 })).toEqual([])
    expect(lacks(fresh('tax_grade'))).toEqual(['grades'])
    expect(lacks(fresh('credit_grade'))).toEqual([])
    expect(lacks({ kind: 'granted' })).toEqual([])
    expect(tidy({ kind: 'min_rights', count: 2, kinds: [] })).toEqual({ kind: 'min_rights', count: 2 })
  })

  it('keeps a form from being sent, part by part', () => {
    const whole = { ...blank('2026-11-30'), mandate: { number: 'W-1', from_on: '2026-01-01', to_on: '2026-12-31', text: '同意' } }
    expect(missing('知贷', whole)).toEqual([])
    expect(missing('', { ...whole, min_fen: whole.cap_fen + 1, criteria: [fresh('region')] })).toEqual(['name', 'amount', 'criteria'])
    expect(sent({ ...whole, as_of: '2020-01-01' }, '2026-11-30').as_of).toBe('2026-11-30')
  })
})
