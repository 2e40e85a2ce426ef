import { describe, expect, it } from 'vitest'
import { plural } from '../plural'

describe('a counted noun', () => {
  it.each([
    ['1 patent(s)', '1 patent'],
    ['0 patent(s)', '0 patents'],
    ['11 patent(s)', '11 patents'],
    ['1,001 row(s)', '1,001 rows'],
    ['1 entr(y|ies) wait(s|)', '1 entry waits'],
    ['2 entr(y|ies) wait(s|)', '2 entries wait'],
    ['2 loans, 1 (person|people)', '2 loans, 1 person'],
    ['patent(s)', 'patents'],
    ['CNY 3.00 m (2026)', 'CNY 3.00 m (2026)'],
  ])('%s', (text, said) => expect(plural(text)).toBe(said))
})
