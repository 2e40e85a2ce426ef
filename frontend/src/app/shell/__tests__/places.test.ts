import { describe, expect, it } from 'vitest'
import { everyPage, type Kind, PLACES, type Place, placeOf, placesFor, siblings } from '../places'

describe('the navigation', () => {
  it.each(Object.keys(PLACES) as Kind[])('of a %s has seven entries at most, and each page once', (kind) => {
    expect(PLACES[kind].length).toBeLessThanOrEqual(7)
    const places: readonly Place[] = PLACES[kind]
    const pages = everyPage(places).map((page) => page.to)
    expect(new Set(pages).size).toBe(pages.length)
    for (const { to } of everyPage(places)) expect(places.map((place) => place.to)).toContain(placeOf(places, to))
  })
  it('knows where a page stands, and what stands beside it', () => {
    expect(placeOf(PLACES.firm, '/e/papers')).toBe('/e/vault')
    expect(placeOf(PLACES.firm, '/e/vault/123')).toBe('/e/vault')
    expect(placeOf(PLACES.firm, '/e/onboarding')).toBe('/e/org')
    expect(placeOf(PLACES.bank, '/b/queue/1')).toBe('/b/queue')
    expect(siblings(PLACES.bank, '/b/papers').map((page) => page.to)).toEqual(['/b/vault', '/b/papers', '/b/vault/consents', '/b/vault/reads'])
    expect(siblings(PLACES.bank, '/b/vault/123')).toEqual([])
  })
  it('leads a broker to the sales and the people, and an operator to no sales', () => {
    const broker = placesFor('operator', ['view_operator', 'view_brokerage'])
    expect(broker.map(({ to, key }) => [to, key])).toEqual([['/o', 'o.home'], ['/o/sales', 'o.sales']])
    expect(siblings(broker, '/o/sales').map((page) => page.to)).toEqual(['/o/sales', '/o/notices', '/o/org'])
    const operator = placesFor('operator', ['view_operator', 'manage_organisations'])
    expect(operator.map((place) => place.to)).toEqual(PLACES.operator.map((place) => place.to))
    expect(everyPage(operator).map((page) => page.to)).not.toContain('/o/sales')
  })
})
