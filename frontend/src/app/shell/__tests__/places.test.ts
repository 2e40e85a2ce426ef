import { describe, expect, it } from 'vitest'
import { everyPage, type Kind, PLACES, placeOf, siblings } from '../places'

describe('the navigation', () => {
  it.each(Object.keys(PLACES) as Kind[])('of a %s has seven entries at most, and each page once', (kind) => {
    expect(PLACES[kind].length).toBeLessThanOrEqual(7)
    const pages = everyPage(kind).map((page) => page.to)
    expect(new Set(pages).size).toBe(pages.length)
    for (const { to } of everyPage(kind)) expect(PLACES[kind].map((place) => place.to as string)).toContain(placeOf(kind, to))
  })
  it('knows where a page stands, and what stands beside it', () => {
    expect(placeOf('firm', '/e/papers')).toBe('/e/vault')
    expect(placeOf('firm', '/e/vault/123')).toBe('/e/vault')
    expect(placeOf('firm', '/e/onboarding')).toBe('/e/org')
    expect(placeOf('bank', '/b/queue/1')).toBe('/b/queue')
    expect(siblings('bank', '/b/papers').map((page) => page.to)).toEqual(['/b/vault', '/b/papers', '/b/vault/consents', '/b/vault/reads'])
    expect(siblings('bank', '/b/vault/123')).toEqual([])
  })
})
