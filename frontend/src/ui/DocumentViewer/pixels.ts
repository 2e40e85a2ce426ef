/** How large a picture is, read from its first bytes before a browser unpacks it. Pure. */

export interface Pixels {
  width: number
  height: number
}

/** More than this and a browser needs more memory than a phone has (four bytes each). */
export const MOST_PIXELS = 64_000_000

/** Start-of-frame markers; C4, C8 and CC are something else. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

export function pixelsOf(bytes: Uint8Array): Pixels | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) }
    if (view.getUint16(0) === 0xffd8) return jpeg(view)
    return view.getUint32(0) === 0x52494646 ? webp(view) : null
  } catch {
    return null // It ends before it says.
  }
}

function jpeg(view: DataView): Pixels | null {
  for (let at = 2; view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) { at += 1; continue }
    if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

function webp(view: DataView): Pixels | null {
  const kind = view.getUint32(12)
  const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536
  if (kind === 0x56503858) return { width: three(24) + 1, height: three(27) + 1 }
  if (kind === 0x56503820) return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (kind !== 0x5650384c) return null
  const bits = view.getUint32(21, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
