// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { standingOf } from '../kinds'

const NOW = Date.parse('2026-11-29T00:00:00Z')

describe('how a version of a rule stands', () => {
  it.each([
    ['2026-01-01T00:00:00Z', null, 'now'],
    ['2026-11-29T00:00:00Z', null, 'now'],
    ['2026-01-01T00:00:00Z', '2026-11-29T00:00:00Z', 'past'],
    ['2026-11-30T00:00:00Z', null, 'later'],
    ['2026-11-30T00:00:00Z', '2026-11-30T00:00:00Z', 'never'],
  ] as const)('%s to %s: %s', (valid_from, valid_to, standing) => {
    expect(standingOf({ valid_from, valid_to }, NOW)).toBe(standing)
  })
})
