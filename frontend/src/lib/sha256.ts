/** SHA-256 (FIPS 180-4) of a file, slice by slice: any size, in little memory, and nothing leaves the browser. */

const SLICE = 4 * 1024 * 1024

/** The first 32 bits of the fractional parts of the roots of the first primes: what FIPS 180-4 names K and H(0). */
function fractions(count: number, root: (n: number) => number): Uint32Array {
  const found: number[] = []
  for (let n = 2; found.length < count; n += 1) {
    let isPrime = true
    for (let by = 2; by * by <= n; by += 1) if (n % by === 0) isPrime = false
    if (isPrime) found.push(((root(n) % 1) * 2 ** 32) | 0)
  }
  return Uint32Array.from(found)
}

const K = fractions(64, Math.cbrt)
const H0 = fractions(8, Math.sqrt)

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by))

export class Sha256 {
  #hash = H0.slice()
  #words = new Uint32Array(64)
  #block = new Uint8Array(64)
  #filled = 0
  #length = 0

  update(bytes: Uint8Array): this {
    this.#length += bytes.length
    let at = 0
    while (at < bytes.length) {
      const part = bytes.subarray(at, at + 64 - this.#filled)
      this.#block.set(part, this.#filled)
      this.#filled += part.length
      at += part.length
      if (this.#filled === 64) this.#compress()
    }
    return this
  }

  /** 64 lower-case hexadecimal figures; the object is used up. */
  hex(): string {
    const bits = BigInt(this.#length) * 8n
    const padding = new Uint8Array(((119 - (this.#length % 64)) % 64) + 9)
    padding[0] = 0x80
    new DataView(padding.buffer).setBigUint64(padding.length - 8, bits)
    this.update(padding)
    return [...this.#hash].map((word) => word.toString(16).padStart(8, '0')).join('')
  }

  #compress() {
    const w = this.#words
    const view = new DataView(this.#block.buffer)
    for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(i * 4)
    for (let i = 16; i < 64; i += 1) {
      const x = w[i - 15]!
      const y = w[i - 2]!
      w[i] = w[i - 16]! + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7]! + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))
    }
    let [a, b, c, d, e, f, g, h] = this.#hash as unknown as [number, number, number, number, number, number, number, number]
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) this.#hash[i]! += word
    this.#filled = 0
  }
}

/** The hash of a file, with progress from 0 to 1; rejects when the file cannot be read, or `signal` says stop. */
export async function sha256Of(file: Blob, onProgress?: (share: number) => void, signal?: AbortSignal): Promise<string> {
  const hash = new Sha256()
  for (let at = 0; at < file.size; at += SLICE) {
    signal?.throwIfAborted()
    hash.update(new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer()))
    onProgress?.(Math.min(1, (at + SLICE) / file.size))
  }
  return hash.hex()
}
