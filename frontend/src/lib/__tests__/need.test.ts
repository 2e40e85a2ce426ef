import { describe, expect, it } from 'vitest'
import { BLANK, fenOfWan, openFields, requestOf, wanOfFen } from '../need'

const full = {
  ...BLANK, rightIds: ['a'], amountWan: '800', termMonths: '12', use: 'equipment', establishedOn: '2015-06-18',
  headcount: '126', revenueWan: '8600', sector: 'other', firstTime: false, basicAccount: true, creditReport: true,
}

describe('amounts in ten thousands', () => {
  it('become whole fen without a float', () => {
    expect(fenOfWan('1,350.5')).toBe(1_350_500_000)
    expect(fenOfWan('0.000001')).toBe(1)
    expect(fenOfWan('1e3')).toBeNull()
  })
  it('come back as they were', () => {
    for (const text of ['1350.5', '0.000001', '800']) expect(wanOfFen(fenOfWan(text) ?? 0)).toBe(text)
  })
})

describe('a need', () => {
  it('names everything that is open', () => {
    expect(openFields(BLANK)).toHaveLength(11)
    expect(requestOf(BLANK)).toBeNull()
  })
  it('becomes a request once nothing is open', () => {
    expect(openFields(full)).toEqual([])
    expect(requestOf(full)).toMatchObject({ amount_fen: 800_000_000, term_months: 12, use_of_funds: 'equipment' })
  })
  it('leaves unknown what need not be stated, in a draft kept before it was asked too', () => {
    const { priorRevenueWan: _, taxGrade: __, creditGrade: ___, ...older } = { ...full, priorRevenueWan: '', taxGrade: '', creditGrade: '' }
    const unknown = { prior_revenue_fen: null, tax_grade: null, credit_grade: null }
    expect(requestOf(older)?.facts).toMatchObject(unknown)
    expect(requestOf({ ...older, priorRevenueWan: ' ', taxGrade: '', creditGrade: '' })?.facts).toMatchObject(unknown)
  })
  it('takes what is stated, and points at an amount that is none', () => {
    const stated = { ...full, priorRevenueWan: '7000', taxGrade: 'M', creditGrade: 'BBB' }
    expect(requestOf(stated)?.facts).toMatchObject({ prior_revenue_fen: 7_000_000_000, tax_grade: 'M', credit_grade: 'BBB' })
    expect(openFields({ ...stated, priorRevenueWan: '很多' })).toEqual(['prior_revenue'])
    expect(requestOf({ ...stated, priorRevenueWan: '很多' })).toBeNull()
  })
  it('sends the year and the paper of a grade, and neither once the grade is taken out', () => {
    const stated = { ...full, taxGrade: 'A', taxGradeYear: 2024, taxGradeDocument: 'paper', creditGrade: '', creditGradeYear: 2023, creditGradeDocument: 'other' }
    expect(requestOf(stated)?.facts).toMatchObject({
      tax_grade_year: 2024, tax_grade_document_id: 'paper', credit_grade_year: null, credit_grade_document_id: null,
    })
  })
  it('refuses a term beyond thirty years', () => {
    expect(openFields({ ...full, termMonths: '361' })).toEqual(['term'])
  })
})
