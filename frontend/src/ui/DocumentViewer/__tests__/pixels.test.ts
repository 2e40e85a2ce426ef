import { describe, expect, it } from 'vitest'
import { pixelsOf } from '../pixels'

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((each) => each.charCodeAt(0)) : part)))

describe('how large a picture says it is', () => {
  it.each([
    ['PNG', bytes([0x89], 'PNG\r\n', [0x1a, 10, 0, 0, 0, 13], 'IHDR', [0, 0, 0xea, 0x60, 0, 0, 1, 2]), { width: 60_000, height: 258 }],
    ['JPEG behind an EXIF segment', bytes([0xff, 0xd8, 0xff, 0xe1, 0, 4, 9, 9, 0xff, 0xff, 0xc2, 0, 17, 8, 1, 0, 2, 0]), { width: 512, height: 256 }],
    ['WebP, extended', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 9, 0, 0]), { width: 65_536, height: 10 }],
    ['WebP, lossy', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xf0, 0x40]), { width: 320, height: 240 }],
    ['WebP, lossless', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x3f, 0xc1, 0x3b, 0]), { width: 320, height: 240 }],
  ])('%s', (_, picture, size) => {
    expect(pixelsOf(picture)).toEqual(size)
  })
  it.each([
    ['cut off', bytes([0x89], 'PNG\r\n', [0x1a, 10])],
    ['no frame', bytes([0xff, 0xd8, 0xff, 0xe1, 0, 4, 9, 9, 0xff, 0xd9])],
    ['segment of no length', bytes([0xff, 0xd8, 0xff, 0xe1, 0, 0])],
    ['something else', bytes('RIFFxxxxWAVEfmt ')],
    ['empty', bytes()],
  ])('%s: unknown', (_, picture) => {
    expect(pixelsOf(picture)).toBeNull()
  })
})
