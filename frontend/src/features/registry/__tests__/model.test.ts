// @vitest-environment jsdom
import { expect, test } from 'vitest'
import en from '../locales/en.json'
import zh from '../locales/zh-CN.json'
import { AS_A_RULE, payloadOf } from '../../../ui/evidencePayload'
import { bodyOf } from '../components/TermsForm'
import { fenOf, nextOf } from '../model'

const keys = (tree: object, path = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'object' ? keys(value as object, `${path}${key}.`) : [`${path}${key}`]))

test('both languages hold the same keys', () => {
  expect(keys(en).toSorted()).toEqual(keys(zh).toSorted())
})

test('what was registered elsewhere is not said to be verified', () => {
  const told = { state: 'registered', verification: null, made_elsewhere: true }
  const next = (bank_verified: boolean) => nextOf({ ...told, bank_verified } as Parameters<typeof nextOf>[0], 0, undefined)
  expect([next(false), next(true)]).toEqual(['elsewhere', 'registered'])
})

test('an amount of the terms is whole fen above zero', () => {
  expect(fenOf('300')).toBe(300_000_000)
  expect(fenOf('0')).toBeNull()
})

test('an extract states what was read of it, and nothing else', () => {
  const read = { owners: true, fees_paid: true, preserved: true, status: false }
  expect(payloadOf('register_extract', {
    ...AS_A_RULE, owners: '甲公司\n乙公司', granted_on: '2020-01-02', expires_on: '2038-01-02', read,
  })).toEqual({ owners: ['甲公司', '乙公司'], fees_paid: true, preserved: false })
  expect(payloadOf('register_extract', { ...AS_A_RULE, owners: '甲公司' })).toEqual({})
})

test('a declared twin is named, and nothing is named that is not declared', () => {
  expect(payloadOf('same_day_declaration', { has_twin: true, twin_number: ' 202010123536.9 ' })).toEqual({ has_twin: true, twin_number: '202010123536.9' })
  expect(payloadOf('same_day_declaration', { has_twin: false, twin_number: '202010123536.9' })).toEqual({ has_twin: false })
  expect(payloadOf('parties_statement', { invalidation_pending: true, case_number: '4W118823', accepted_on: '2026-09-02' }))
    .toEqual({ invalidation_pending: true, case_number: '4W118823', accepted_on: '2026-09-02' })
  expect(payloadOf('parties_statement', { invalidation_pending: false, case_number: '4W118823' })).toEqual({ invalidation_pending: false })
})

test('an agent comes with his mandate, and an emptied one ends it', () => {
  const before = { terms: { agent: '浦江所' } } as Parameters<typeof bodyOf>[1]
  const none = { terms: { agent: null } } as Parameters<typeof bodyOf>[1]
  expect(bodyOf({ agent: ' 浦江所 ', attorney: { agency_code: '31236', person: '沈思远', phone: '', matters: '提交\n\n 领取 ', valid_until: '2027-06-30' } }, none))
    .toEqual({ agent: '浦江所', attorney: { agency_code: '31236', person: '沈思远', matters: ['提交', '领取'], valid_until: '2027-06-30' } })
  expect(bodyOf({ agent: '' }, before)).toEqual({ agent: '' })
  expect(bodyOf({ agent: '', attorney: { matters: '提交' } }, none)).toEqual({})
})
