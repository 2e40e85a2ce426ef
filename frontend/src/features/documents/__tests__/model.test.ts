/** Words and numbers of the vault. */
import { describe, expect, it } from 'vitest'
import en from '../locales/en.json'
import schema from '../../../../../contracts/openapi.json'
import { sizeText } from '../../../lib/size'
import { KINDS, ofMatter, PURPOSES, shareOf } from '../model'

describe('sizes', () => {
  it.each([
    [0, '0 B'], [1023, '1023 B'], [1024, '1.00 KB'], [318 * 1024, '318 KB'], [12_900_000, '12.3 MB'], [300 * 1024 ** 2, '300 MB'],
    [2 * 1024 ** 3, '2.00 GB'], [5000 * 1024 ** 3, '5000 GB'],
  ])('%d bytes are %s', (bytes, text) => expect(sizeText(bytes)).toBe(text))
})

describe('the share that was read', () => {
  it.each([
    [0, 99, 100, 'whole'], [0, 0, 100, 1], [0, 0, 100_000, 1], [50, 99, 100, 50], [1, 99, 100, 99],
  ] as const)('%d to %d of %d: %s', (first_byte, last_byte, size, share) => {
    expect(shareOf({ first_byte, last_byte, size })).toBe(share)
  })
})

describe('words', () => {
  const named = (name: string) => (schema.components.schemas as unknown as Record<string, { enum: string[] }>)[name]?.enum ?? []
  it('offers and names every kind that the API has', () => {
    expect([...KINDS].sort()).toEqual([...named('Kind')].sort())
    expect(Object.keys(en.vault.kind).sort()).toEqual([...named('Kind')].sort())
  })
  it('names every purpose, and knows which belong to a matter', () => {
    expect(Object.keys(en.vault.purpose).sort()).toEqual([...named('documents_states_Purpose')].sort())
    expect(named('documents_states_Purpose').filter((each) => !ofMatter(each)).sort()).toEqual([...PURPOSES].sort())
  })
})
