import { describe, expect, it } from 'vitest'
import { cellText, decodeText, pageOf, rectangleBetween, shownPart, wayOf } from '../model'

describe('wayOf', () => {
  it('shows what a browser can', () => {
    const way = (media_type: string) => wayOf({ media_type, size: 1, name: 'a' }).way
    expect(way('application/pdf')).toBe('pdf')
    expect(way('image/webp')).toBe('image')
    expect(way('image/tiff')).toBe('none')
    expect(way('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')).toBe('sheet')
    expect(way('text/plain')).toBe('text')
    expect(way('application/ofd')).toBe('none')
    expect(wayOf({ media_type: 'text/plain', size: 2e9, name: '台账.CSV' })).toEqual({ way: 'sheet', tooLarge: false })
    expect(wayOf({ media_type: 'application/pdf', size: 1, name: 'a.csv' }).way).toBe('pdf')
  })
  it('bounds what is read as a whole, but not a PDF', () => {
    expect(wayOf({ media_type: 'image/png', size: 60e6, name: 'a' }).tooLarge).toBe(true)
    expect(wayOf({ media_type: 'application/pdf', size: 2e9, name: 'a' }).tooLarge).toBe(false)
    expect(wayOf({ media_type: 'application/ofd', size: 9, name: 'a' }).tooLarge).toBe(false)
  })
})

describe('pageOf', () => {
  it('reads the page of an address', () => {
    expect([pageOf('#page=3'), pageOf(''), pageOf('#page=0'), pageOf('#x')]).toEqual([3, 1, 1, 1])
  })
})

describe('rectangleBetween', () => {
  it('takes the corners in any order and cuts at the edge of the page', () => {
    expect(rectangleBetween({ x: 1.2, y: 0.5 }, { x: 0.5, y: 0.25 })).toEqual({ x: 0.5, y: 0.25, width: 0.5, height: 0.25 })
  })
  it('never passes the edge by a rounding error', () => {
    const found = rectangleBetween({ x: 0.1, y: 0.7 }, { x: 1, y: 1 })
    expect(found && found.x + found.width <= 1 && found.y + found.height <= 1).toBe(true)
  })
  it('takes a click for no rectangle', () => {
    expect(rectangleBetween({ x: 0.5, y: 0.5 }, { x: 0.501, y: 0.6 })).toBeNull()
  })
})

describe('shownPart', () => {
  it('keeps 200 rows and 50 columns, and says that there is more', () => {
    const wide = Array.from({ length: 60 }, (_, n) => n)
    const part = shownPart('a', Array.from({ length: 201 }, () => wide))
    expect([part.rows.length, part.rows[0]?.length, part.cut]).toEqual([200, 50, true])
    expect(shownPart('b', [[1, null]]).cut).toBe(false)
  })
  it('writes cells as values', () => {
    expect([cellText(null), cellText(1.5), cellText(true), cellText(new Date('2026-03-05T00:00:00Z'))]).toEqual(['', '1.5', 'true', '2026-03-05'])
  })
})

describe('decodeText', () => {
  it('reads UTF-8, cut inside a character too, and GB 18030', () => {
    expect(decodeText(new TextEncoder().encode('收入').slice(0, 5))).toBe('收')
    expect(decodeText(new Uint8Array([0xca, 0xd5, 0xc8, 0xeb]))).toBe('收入')
  })
})
