/** What is typed becomes the report of each method; what was saved can be gone on with, figure by figure. */
import { describe, expect, it } from 'vitest'
import { fen, fraction, percent, series, wan } from '../amounts'
import { type Draft, blank, draftOf } from '../draft'
import { METHODS } from '../methods'
import { readReport } from '../model'
import type { Order } from '../queries'

const right = (id: string) => ({ right_id: id, label: `ZL${id}`, title: id, kind: 'invention', application_no: `2020${id}`, owners: ['A'], legal_end: '2040-01-01' })
const order = { id: 'o', purpose: 'pledge', base_date: '2026-11-01', rights: [right('1'), right('2')], reports: [] } as unknown as Order
const rate = { low: '3', likely: '4.5', high: '6' }
const one = { low: '100', central: '120.5', high: '130' }
const full: Draft = {
  ...blank(order), reportNo: 'R1', chosen: [...METHODS], discount: { low: '15', likely: '17', high: '19' }, midYear: true, firstPeriod: '0.5', startsAfter: '1.25',
  texts: {
    'relief_from_royalty.sales_fen': '2000\n2400', 'relief_from_royalty.tax': '15', 'sales_share.sales_fen': '1', 'sales_share.decay': '90', 'profit_share.base_fen': '5', 'profit_share.net_margin': '12',
    'excess_earnings.ebit_fen': '300\n370', 'excess_earnings.tax': '25', 'excess_earnings.assets': 'WC\t4\t200\t240', 'incremental.profit_with_fen': '3', 'incremental.profit_without_fen': '-2',
    'market.comparables': 'X\t2025-06-01\t180\t1.05\t0.95\t1\t1\t1\t1', 'market.price_spread': '10', 'cost.spends': 'Y\t60\t1.06', 'cost.fair_return': '10', 'cost.used_years': '4', 'cost.remaining_years': '6',
  },
  rates: { 'relief_from_royalty.royalty': rate, 'sales_share.share': rate, 'profit_share.share': rate, 'cost.functional': rate, 'cost.economic': { low: '', likely: '10', high: '' } },
  sources: Object.fromEntries(METHODS.map((each) => [each, `source of ${each}`])), results: Object.fromEntries(METHODS.map((each) => [each, '120.5'])),
  weights: Object.fromEntries(METHODS.map((each) => [each, '2'])), reason: 'why', whole: one, bundle: false, perRight: { 1: one, 2: one }, assumptions: 'a\nb', limits: 'l',
  signers: [{ name: 'n', certificate: 'c' }, { name: 'm', certificate: 'd' }],
}

describe('amounts', () => {
  it('lose nothing on the way and back', () => {
    for (const text of ['0.000001', '2760.5', '12', '-3.2']) expect(wan(fen(text) ?? 0)).toBe(text)
    for (const text of ['4.55', '17', '0.05', '100']) expect(percent(fraction(text) ?? '')).toBe(text)
    expect([fen('2,000'), fen('(5)'), fen('x'), fen('0.0000001'), series('1\t2\n3')]).toEqual([2_000_000_000, -5_000_000, null, null, [1_000_000, 2_000_000, 3_000_000]])
  })
})

describe('a report', () => {
  it('has all seven methods, a value per right, a source for every figure', () => {
    const { report, open } = readReport(full, order, 'agency')
    expect(open).toEqual({})
    expect(report?.methods.map((each) => (each as { method: string }).method)).toEqual([...METHODS])
    expect(report?.methods[0]).toMatchObject({
      royalty: { value: '0.045', spread: { low: '0.03', mode: '0.045', high: '0.06' } }, tax: { value: '0.15' }, sales_fen: { values: [2_000_000_000, 2_400_000_000] },
      timing: { convention: 'mid_year', first_period: '0.5', starts_after: '1.25' },
    })
    expect(report?.rights[1]?.value).toEqual({ low_fen: 100_000_000, central_fen: 120_500_000, high_fen: 130_000_000 })
    expect(JSON.stringify(report?.methods)).not.toContain('"source":""')
  })
  it('that was saved is gone on with as it was', () => {
    const { report } = readReport(full, order, 'agency')
    expect(draftOf(order, JSON.parse(JSON.stringify(report)) as Record<string, unknown>)).toEqual(full)
  })
  it('is tried as soon as its methods are there, and says by line what cannot be read', () => {
    const early = readReport({ ...full, reportNo: '', whole: { ...one, low: '' }, signers: blank(order).signers }, order, 'agency')
    expect([early.report, early.trial === null, Object.keys(early.open)]).toEqual([null, false, ['reportNo', 'whole', 'signer.0', 'signer.1']])
    const broken = readReport({ ...full, texts: { ...full.texts, 'market.comparables': 'X\t2025-06-01\t180\nY\tlast year\t1' } }, order, 'agency')
    expect([broken.trial, broken.open]).toEqual([null, { 'market.comparables': 2 }])
  })
})
