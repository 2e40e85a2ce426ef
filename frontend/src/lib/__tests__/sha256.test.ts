import { webcrypto } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Sha256, sha256Of } from '../sha256'

const bytes = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) % 256)
const native = async (data: Uint8Array<ArrayBuffer>) => Buffer.from(await webcrypto.subtle.digest('SHA-256', data)).toString('hex')

describe('sha256', () => {
  it('gives the published values of FIPS 180-4', () => {
    const of = (text: string) => new Sha256().update(new TextEncoder().encode(text)).hex()
    expect(of('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(of('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(of('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe(
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    )
  })

  it('agrees with the native one at every length around a block, however it is cut', async () => {
    for (const length of [1, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 1000]) {
      const data = bytes(length)
      const cut = Math.floor(length / 3)
      expect(new Sha256().update(data.subarray(0, cut)).update(data.subarray(cut)).hex()).toBe(await native(data))
    }
  })

  it('reads a file of several slices, says how far it is, and changes with one byte', async () => {
    const data = bytes(9 * 1024 * 1024 + 7)
    const shares: number[] = []
    const hash = await sha256Of(new Blob([data]), (share) => shares.push(share))
    expect(hash).toBe(await native(data))
    expect(shares).toHaveLength(3)
    expect(shares.at(-1)).toBe(1)
    data[5_000_000]! ^= 1
    expect(await sha256Of(new Blob([data]))).not.toBe(hash)
  })

  it('stops when told', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(sha256Of(new Blob([bytes(10)]), undefined, stop.signal)).rejects.toThrow()
  })
})
