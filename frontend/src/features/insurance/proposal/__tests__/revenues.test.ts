import { describe, expect, it } from 'vitest'
import { cleaned } from '../model'
import { hundredths, merged, pasted, withCell } from '../revenues'

const NAMED = new Map([['CN', '中国（CN）'], ['US', '美国（US）'], ['EU', '欧盟（EU）'], ['JP', '日本（JP）']])

describe('revenues pasted from a spreadsheet', () => {
  it('are read as a table of products by territories', () => {
    const found = pasted('产品\t美国\tEU\tJapan\n压力传感器\t18,000\t6000\t\n流量计\t1.5\t\t2000', 'ten_thousand', 'CNY', NAMED)
    expect(found.refused).toEqual([])
    expect(found.rows.map((row) => [row.product, row.territory, row.revenue_fen])).toEqual([
      ['压力传感器', 'US', 18_000_000_000], ['压力传感器', 'EU', 6_000_000_000], ['流量计', 'US', 1_500_000], ['流量计', 'JP', 2_000_000_000],
    ])
  })
  it('are read as lines, with a forecast where there is one, and say which line is wrong', () => {
    const found = pasted('地域\t产品\t收入\t预测\nUS\t量仪\t180\t200\nXX\t量仪\t1\nUS\t量仪\tmany\nEU\t量仪', 'million', 'USD', NAMED)
    expect(found.rows).toEqual([{ territory: 'US', product: '量仪', revenue_fen: 18_000_000_000, forecast_fen: 20_000_000_000, currency: 'USD' }])
    expect(found.refused.map(({ line, why }) => [line, why])).toEqual([[3, 'territory'], [4, 'amount'], [5, 'columns']])
  })
  it('take no figure that is not exact to the hundredth', () => {
    expect([hundredths('0.000001', 'yuan'), hundredths('1e5', 'yuan'), hundredths('（5）', 'yuan'), hundredths('99999999999999', 'million')]).toEqual([null, null, null, null])
    expect(hundredths('－1,000.50', 'yuan')).toBe(hundredths('-1000.5', 'yuan'))
  })
  it('take the place of the same product in the same territory', () => {
    const row = (territory: string, revenue_fen: number, currency = 'CNY') => ({ territory, product: 'p', revenue_fen, currency })
    expect(merged([row('US', 1), row('EU', 2)], [row('US', 5, 'USD'), row('US', 7, 'USD')])).toEqual([row('EU', 2), row('US', 7, 'USD')])
    expect(withCell([row('US', 1)], { territory: 'US', product: 'p', currency: 'CNY' }, null)).toEqual([])
  })
})

describe('answers', () => {
  it('leave out what is empty, and keep "there are none"', () => {
    expect(cleaned({ history: { suits: [], letters: null, past_insurance: '' }, listing: { stage: 'none' } })).toEqual({ history: { suits: [] }, listing: { stage: 'none' } })
  })
})
