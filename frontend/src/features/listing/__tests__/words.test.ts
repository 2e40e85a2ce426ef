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
  it('tells the smallest change', () => {
    const change = { action: 'leave_out_rights', right_ids: ['a'] } as unknown as Parameters<typeof changeText>[1]
    expect(changeText(words, change, { termMonths: 6 })).toBe('去掉 1 件专利：甲专利')
  })
})
