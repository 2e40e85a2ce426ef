/** The way from a missing paper to the place where it is deposited, and back. */
import { describe, expect, it } from 'vitest'
import { fillAddress, placeToFill, withoutPlace } from '../fillAddress'

const queryOf = (address: string) => new URLSearchParams(address.split('?')[1])
const KINDS = ['accounts', 'certificate', 'licence'] as const

describe('the address of a place', () => {
  it.each([
    { kind: 'accounts', year: 2025, subject: '' },
    { kind: 'certificate', year: null, subject: '2019 1 0000001.9 & co' },
    { kind: 'licence', year: null, subject: '' },
  ] as const)('names it again: $kind', (place) => {
    expect(placeToFill(queryOf(fillAddress(place)), KINDS)).toEqual(place)
  })
  it.each(['', 'fill=paper', 'fill=nothing&year=2025'])('names none: %s', (query) => {
    expect(placeToFill(new URLSearchParams(query), KINDS)).toBeNull()
  })
  it('takes no year that is none', () => {
    expect(placeToFill(new URLSearchParams('fill=accounts&year=20x5'), KINDS)?.year).toBeNull()
  })
  it('leaves the rest of the address alone', () => {
    expect(withoutPlace(new URLSearchParams('q=a&fill=accounts&year=2025')).toString()).toBe('q=a')
  })
})
