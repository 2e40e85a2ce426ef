/** Documents edited place by place, what is told of them, sentences of rules, and what a simulation found. */
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../api/problem'
import { at, drop, faultsAt, faultsOf, push, put, rename, scaled, unscaled } from '../model/doc'
import { draftsOf } from '../model/home'
import { comparisonOf, nextCode, readPlan, type Rule, sectionOf, sentenceOf } from '../model/plan'
import { covering, sampleRisk } from '../model/risk'
import { changeBp, changeText, percent } from '../model/simulation'
import type { Plan } from '../queries'

const t = (key: string, values: Record<string, unknown> = {}) =>
  key === 'common.lang' ? 'en' : (values.defaultValue as string | undefined) ?? [key, ...Object.entries(values).filter(([name]) => name !== 'defaultValue').map(([, value]) => value)].join('|')

describe('a document', () => {
  const doc = { territory: { US: { l0: '0.03', DEF: [['1.00', 'LN', 1, 2]] }, EU: { l0: '0.01' } }, rules: [] }
  it('is read, put, pushed, dropped and renamed without changing what was there', () => {
    expect(at(put(doc, 'territory.US.DEF.0.1', 'LOMAX'), 'territory.US.DEF.0')).toEqual(['1.00', 'LOMAX', 1, 2])
    expect(at(push(doc, 'rules', { id: 'a' }), 'rules')).toEqual([{ id: 'a' }])
    expect(at(drop(doc, 'territory.US.DEF.0'), 'territory.US.DEF')).toEqual([])
    expect(Object.keys(at(rename(doc, 'territory', 'US', 'CA'), 'territory') as object)).toEqual(['CA', 'EU'])
    expect(rename(doc, 'territory', 'US', 'EU')).toBe(doc)
    expect(at(doc, 'territory.US.DEF.0.1')).toBe('LN')
  })
  it('keeps yuan as fen and leaves what is no number as it was typed', () => {
    expect([scaled('12,000.50', 2), scaled('－3.5', 2), scaled('3.555', 2), scaled('x', 2)]).toEqual([1_200_050, -350, '3.555', 'x'])
    expect([unscaled(1_200_050, 2), unscaled(100, 2), unscaled(-5, 2), unscaled('x', 2)]).toEqual(['12000.5', '1', '-0.05', 'x'])
  })
})

describe('faults', () => {
  const told = new Problem(422, { code: 'insurance.plan_invalid', problems: [{ code: 'weights_above_one', path: 'territory.US.DEF', detail: 'At most 1.' }] })
  it('stand at their places', () => {
    const faults = faultsOf(told, 'document', t)
    expect(faultsAt(faults, 'territory.US.DEF')).toHaveLength(1)
    expect(faultsAt(faults, 'territory.US')).toHaveLength(0)
    expect(faultsAt(faults, 'territory.US', true)).toHaveLength(1)
    expect(sectionOf(faults[0]?.path ?? '')).toBe('territories')
    const shape = new Problem(400, { code: 'invalid', errors: [{ key: 'document.lcm.IPL', message: 'wrong' }] })
    expect(faultsOf(shape, 'document', t)).toEqual([{ path: 'lcm.IPL', text: 'wrong' }])
    const laws = ['LN', 'LOMAX'].map((law) => ({ key: `document.right.PUR.sev.0.tuple[decimal, literal['${law}'], decimal, decimal].0`, message: law }))
    const one = faultsOf(new Problem(400, { code: 'invalid', errors: laws }), 'document', t, { right: { PUR: { sev: [['2', 'LOMAX', '1', '2']] } } })
    expect(one).toEqual([{ path: 'right.PUR.sev.0.0', text: 'LOMAX' }])
  })
})

describe('a plan', () => {
  it('is read from a file only when it is an object, and the next one has the next code', () => {
    expect([readPlan('[1]'), readPlan('{'), readPlan('{"plan":"A"}')]).toEqual([null, null, { plan: 'A' }])
    expect([nextCode('DEMO-IPL-2026.1'), nextCode('DEMO')]).toEqual(['DEMO-IPL-2026.2', 'DEMO.2'])
  })
  it('says its rules in sentences', () => {
    const rule: Rule = {
      id: 'a', outcome: 'refer', authority: 'L2', message: { zh: '', en: '' },
      when: [{ fact: 'us_337', op: 'is', value: false }, { fact: 'revenue_fen.US', op: 'above', value: 30_000_000_000 }],
    }
    const said = sentenceOf(rule, t)
    expect(said).toContain('insurance.rule.holds_not')
    expect(said).toContain('common.yuan|300,000,000')
    expect(comparisonOf({ fact: 'sanctions', kind: 'choice', values: ['clear'] })).toEqual({ fact: 'sanctions', op: 'is', value: 'clear' })
  })
  it('waits to be published by its last revision, and no more once its code is', () => {
    const plan = (code: string, revision: number, published_at: string | null = null) =>
      ({ id: `${code}${revision}`, code, revision, published_at, maker: 'm', created_at: '', allowed_actions: revision === 2 ? ['publish'] : [] }) as unknown as Plan
    const { mine, others } = draftsOf([plan('A', 1), plan('A', 2), plan('B', 1), plan('C', 2), plan('C', 1, 'now')], [], t)
    expect([mine.map((each) => each.to), others.map((each) => each.to)]).toEqual([['/i/plans/A2'], ['/i/plans/B1']])
  })
})

describe('a risk to try', () => {
  it('is insured where its revenue is stated', () => {
    const risk = sampleRisk('overseas_liability', { territory: { CN: {}, KR: {} }, right: {} }, '2026-03-01')
    expect([at(risk, 'exposures.0.territory'), risk.expires_on]).toEqual(['KR', '2027-03-01'])
    expect(at(covering(put(risk, 'exposures.0.territory', 'CN')), 'parts.0.territories')).toEqual(['CN'])
  })
})

describe('a simulation', () => {
  it('tells how far it is and how sums move', () => {
    expect([percent({ done: 199, total: 200 }), percent({ done: 0, total: 0 })]).toEqual([99, 0])
    expect([changeText(changeBp({ before_fen: 200, after_fen: 250 })), changeText(changeBp({ before_fen: null, after_fen: 1 }))]).toEqual(['+25.00%', '—'])
  })
})
