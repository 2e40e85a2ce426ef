import { describe, expect, it } from 'vitest'
import { type Settings, choiceOf, givenBy, inDigests } from '../settings'

const settings: Settings = {
  quiet_from: null, quiet_until: null, digest_at: '09:00', held: 0, next_at: null,
  kinds: [{ kind: 'deadline', mode: 'at_once', fixed: true }, { kind: 'loans', mode: 'daily', fixed: false }, { kind: 'money', mode: 'off', fixed: false }],
}

describe('settings', () => {
  it('go back as they came', () => {
    expect(givenBy(choiceOf(settings))).toEqual({ quiet_from: null, quiet_until: null, digest_at: '09:00', daily: ['loans'], off: ['money'] })
  })
  it('offer a night when quiet hours are switched on', () => {
    expect(givenBy({ ...choiceOf(settings), quiet: true })).toMatchObject({ quiet_from: '22:00', quiet_until: '08:00' })
  })
})

describe('inDigests', () => {
  const item = (id: number, arrives_at: string, in_digest: boolean) => ({ id, arrives_at, in_digest })
  it('gathers neighbours of one digest and keeps the order', () => {
    const groups = inDigests([item(1, 'b', false), item(2, 'a', true), item(3, 'a', true), item(4, '0', true), item(5, '0', false)])
    expect(groups.map((group) => [group.digest, group.items.map(({ id }) => id)])).toEqual([[null, [1]], ['a', [2, 3]], ['0', [4]], [null, [5]]])
  })
})
