import type { TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import { told } from '../answers'

const WORDS: Record<string, string> = {
  'common.semicolon': '；', 'common.sep': '、', 'field.families': '同族', 'field.revenue_fen': '收入', 'field.standard_essential': '标准必要', 'field.dated_on': '日期',
  'field.limit_agg_fen': '累计限额', 'field.coinsurance_bp': '免赔率', 'insurance.territory.US': '美国', 'insurance.territory.JP': '日本', 'insurance.part.DEF': '抗辩部分',
  'insurance.cost.DEF': '抗辩费用', 'insurance.deductible_rule.then': '先扣', 'insurance.desk.none': '无', 'insurance.desk.value.clear': '未见风险', 'insurance.yes_no.false': '否',
}
const t = ((key: string, { defaultValue = key }: { defaultValue?: string } = {}) => WORDS[key] ?? defaultValue) as unknown as TFunction

describe('an answer', () => {
  it('is told in words, whatever its shape', () => {
    expect(told('refused_before', false, t)).toBe('否')
    expect(told('suits', [], t)).toBe('无')
    expect(told('names', ['甲', '乙'], t)).toBe('甲、乙')
    expect(told('products', [{ name: '传感器', standard_essential: true }, { name: '仪器', standard_essential: false, hs_code: null }], t)).toBe('传感器 · 标准必要；仪器')
    expect(told('own_families', [{ territory: 'US', families: 10 }], t)).toBe('美国 · 同族 10')
    expect(told('opinions', [{ territory: 'US', conclusion: 'clear', dated_on: '2026-05-01', file_id: 'f' }], t)).toBe('美国 · 未见风险 · 日期 2026-05-01')
  })
  it('names its currency, and a part its figures', () => {
    expect(told('revenues', [{ territory: 'US', revenue_fen: 180_000_00, currency: 'USD' }, { territory: 'JP', revenue_fen: 20_000_000_00, currency: 'CNY' }], t))
      .toBe('美国 · 收入 USD 180,000.00；日本 · 收入 2,000 万元')
    const terms = { limit_agg_fen: 5_000_000_00, coinsurance_bp: 2000, deductible_rule: 'then' }
    expect(told('parts', [{ kind: 'liability', code: 'DEF', territories: ['US', 'JP'], sections: [{ cost: 'DEF', terms }] }], t))
      .toBe('抗辩部分 · 美国、日本 · 抗辩费用 · 累计限额 500 万元 · 免赔率 20.00% · 先扣')
  })
})
