import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import zh from '../locales/zh-CN.json'
import { reasonOf } from '../../../ui/cover/reason'

beforeAll(() => i18next.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { ...zh, common: { colon: '：' } } } } }))

describe('why a quote cannot be taken', () => {
  it.each([
    [null, null],
    ['accepted', null],
    ['info_requested', '保险人已提问，待贵公司答复'],
    ['indication:open', '参考报价，不能直接接受'],
    ['territory: 不承保该地域', '地域不承保：不承保该地域'],
    ['knock_out', '不符合承保条件'],
    ['something_new', 'something_new'],
    ['已另行说明', '已另行说明'],
  ])('%s is said in words', (reason, words) => {
    expect(reasonOf(reason, i18next.t)).toBe(words)
  })
  it('tells until when it held', () => {
    expect(reasonOf('valid_until:2026-11-01T15:59:59.999999+00:00', i18next.t)).toContain('2026-11-01 23:59')
  })
})
