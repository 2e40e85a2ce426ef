/** A pasted table is read without loss, and what stands in the form becomes the inputs of the engine. */
import { describe, expect, it } from 'vitest'
import { Problem, sentenceFor } from '../../../api/problem'
import { blankEstimate, fieldOf, firstPeriod, fraction, inputsOf, openInEstimate, startsAfter, withForecast } from '../estimate'
import { fenOf, readForecast } from '../forecast'

const SOURCES = { firm: 'firm', industry: 'industry', platform: 'platform' }
const written = { ...blankEstimate(['r1'], '2026-11-29'), forecast: '2027\t2,000\n2028\t2400\n2029\t2760.5', life: '3' }

describe('a pasted table', () => {
  it.each([
    ['lines', '2027\t2,000\n2028\t2400'],
    ['lines under a header', 'Year\tSales\n2027\t2000\n2028\t2400\n'],
    ['years across', '\t2027\t2028\nSales\t2000\t2400'],
    ['commas', '2027,2000\n2028,2400'],
  ])('is read as %s', (_, text) => {
    const { rows, faults } = readForecast(text, 'wan')
    expect(faults).toEqual([])
    expect(rows).toEqual([{ year: 2027, sales: 2_000_000_000, profit: null }, { year: 2028, sales: 2_400_000_000, profit: null }])
  })
  it('finds profit by its name, whatever its place, and losses', () => {
    expect(readForecast('Year\tNet profit\tSales\n2027\t(5)\t100', 'wan').rows).toEqual([{ year: 2027, sales: 100_000_000, profit: -5_000_000 }])
  })
  it.each([
    ['a word for an amount', '2027\tmany', 'amount'], ['a gap', '2027\t1\n2029\t1', 'order'], ['no year', 'x\n27\t1', 'year'],
    ['no amount', '2027', 'columns'], ['half the profits', '2027\t1\t1\n2028\t1\t', 'profit_gap'],
  ])('says where it has %s', (_, text, why) => {
    expect(readForecast(text, 'wan').faults.map((each) => each.why)).toContain(why)
  })
  it('never rounds: what is finer than a fen is refused', () => {
    expect([fenOf('0.000001', 'wan'), fenOf('0.0000001', 'wan'), fenOf('9.99', 'yuan'), fenOf('9.999', 'yuan')]).toEqual([1, null, 999, null])
  })
})

describe('the inputs', () => {
  it('carry exact fractions, the series to the fen and a source for each figure', () => {
    const body = inputsOf(written, SOURCES, ['r1'])
    const [royalty] = body?.inputs.methods ?? []
    expect(royalty).toMatchObject({
      method: 'relief_from_royalty', tax: { value: '0.15' }, timing: { first_period: 1, starts_after: '0.0877' },
      sales_fen: { values: [2_000_000_000, 2_400_000_000, 2_760_500_000], source: 'firm', spread: { low: '0.800000', high: '1.200000' } },
      royalty: { value: '0.04', spread: { low: '0.02', mode: '0.04', high: '0.06' } },
    })
    expect(fraction('4.55')).toBe('0.0455')
  })
  it('have a method more for profit and for spending, one value only with a reason', () => {
    const more = { ...written, forecast: '2027\t10\t1\n2028\t10\t1\n2029\t10\t1', spends: '2024\t5' }
    expect(inputsOf(more, SOURCES, [])?.inputs.methods.map((each) => each.method)).toEqual(['relief_from_royalty', 'profit_share', 'cost'])
    expect(inputsOf(more, SOURCES, [])?.inputs.reconciliation).toBeNull()
    expect(inputsOf({ ...more, reason: 'why', weights: { cost: '0.5' } }, SOURCES, [])?.inputs.reconciliation?.weights.map((each) => each.weight)).toEqual([1, 1, 0.5])
  })
  it('count what is left of the base year', () => {
    expect([firstPeriod('2026-07-02', 2026), firstPeriod('2026-07-02', 2027)]).toEqual([0.5014, 1])
  })
  it('count what passes before the forecast begins', () => {
    expect([['2026-07-02', 2026], ['2026-12-31', 2027], ['2026-07-01', 2027], ['2026-12-31', 2029]].map(([base, first]) => startsAfter(String(base), Number(first)))).toEqual([null, null, '0.5014', '2'])
  })
  it('last as long as the forecast, five years at most, unless somebody said how long', () => {
    const years = (n: number) => Array.from({ length: n }, (_, i) => `${2027 + i}\t10`).join('\n')
    const fresh = blankEstimate(['r1'], '2026-11-29')
    const three = { ...fresh, ...withForecast(fresh, years(3)) }
    expect([three.life, openInEstimate(three)]).toEqual(['3', []])
    expect(withForecast(three, years(8)).life).toBe('5')
    expect(withForecast({ ...three, life: '2' }, years(8)).life).toBe('2')
    expect(withForecast(three, '').life).toBe('5')
  })
  it('name what is open', () => {
    expect(openInEstimate(blankEstimate([], '2026-11-29'))).toEqual(['rights', 'forecast'])
    expect(openInEstimate({ ...written, life: '9', royalty: { low: '5', likely: '4', high: '6' } })).toEqual(['royalty', 'life'])
  })
})

describe('a refusal', () => {
  it('names its figure in words, never by its path', () => {
    const t = (key: string, options: Record<string, unknown> = {}) => key.startsWith('worth.') ? `<${key}>` : String(options.figure)
    expect(sentenceFor('valuation.royalty_over_whole', t, { figure: 'methods.0.royalty' })).toBe('<worth.figure.royalty>')
    expect(sentenceFor('valuation.figure_outside_range', t, { figure: 'methods.2.comparables.1.price_fen' })).toBe('<worth.figure.comparables_price_fen> 2')
  })
  it.each([
    ['valuation.royalty_over_whole', { figure: 'methods.0.royalty' }, 'royalty'],
    ['valuation.royalty_over_whole', { figure: 'methods.1.share.rate' }, 'share'],
    ['valuation.discount_rate_too_low', { figure: 'methods.0.discount.rate' }, 'discount'],
    ['valuation.distribution_without_mass', { figure: 'methods.0.sales_fen' }, 'spread'],
    ['valuation.life_beyond_legal_term', { method: 'relief_from_royalty' }, 'life'],
    ['valuation.no_sales', {}, 'forecast'],
    ['valuation.base_date_in_future', {}, 'base'],
    ['not_found', {}, 'rights'],
    ['invalid_request', { errors: [{ key: 'inputs.methods.0.royalty.value', message: '' }] }, 'royalty'],
    ['internal', {}, null],
  ])('%s %j stands at its field', (code, facts, field) => {
    expect(fieldOf(new Problem(422, { code, ...facts }))).toBe(field)
  })
})
