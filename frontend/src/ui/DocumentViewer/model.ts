/** What the viewer makes of a document: how it is shown, places in it, rectangles on it. */
import type { components } from '../../api/schema'

type Schemas = components['schemas']
export type Document = Schemas['FileOut']
export type Note = Schemas['DocumentNoteOut']
export type Rectangle = Schemas['RectangleOut']

export type Way = 'pdf' | 'image' | 'sheet' | 'text' | 'none'

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const MIB = 1024 * 1024
/** What a browser can hold at once; a PDF comes in parts and has no bound. */
const LARGEST: Record<Way, number> = { pdf: Infinity, text: Infinity, image: 50 * MIB, sheet: 20 * MIB, none: 0 }

/** A table written as text; a part of it is enough, however large it is. */
export const isCsv = (document: Pick<Document, 'media_type' | 'name'>): boolean =>
  document.media_type.startsWith('text/plain') && /\.(csv|tsv)$/i.test(document.name)

/** How a document is shown, and whether it is too large for that. */
export function wayOf(document: Pick<Document, 'media_type' | 'size' | 'name'>): { way: Way; tooLarge: boolean } {
  if (isCsv(document)) return { way: 'sheet', tooLarge: false }
  const way = kindOf(document.media_type)
  return { way, tooLarge: way !== 'none' && document.size > LARGEST[way] }
}

function kindOf(mediaType: string): Way {
  if (mediaType === 'application/pdf') return 'pdf'
  if (['image/png', 'image/jpeg', 'image/webp'].includes(mediaType)) return 'image'
  if (mediaType === SHEET) return 'sheet'
  return mediaType.startsWith('text/plain') ? 'text' : 'none'
}

/** `#page=3` → 3; anything else → 1. */
export function pageOf(hash: string): number {
  const page = Number(/^#page=(\d{1,6})$/.exec(hash)?.[1] ?? 1)
  return Math.max(1, page)
}

/** The rectangle between two corners, in fractions of the page, cut to it; null if it is too small to be meant. */
export function rectangleBetween(a: { x: number; y: number }, b: { x: number; y: number }): Rectangle | null {
  const cut = (value: number) => Math.min(1, Math.max(0, value))
  const [left, right] = [cut(Math.min(a.x, b.x)), cut(Math.max(a.x, b.x))]
  const [top, bottom] = [cut(Math.min(a.y, b.y)), cut(Math.max(a.y, b.y))]
  // Rounded down so that x + width never passes 1 by a rounding error.
  const short = (value: number) => Math.floor(value * 10_000) / 10_000
  const found = { x: short(left), y: short(top), width: short(right - left), height: short(bottom - top) }
  return found.width < 0.005 || found.height < 0.005 ? null : found
}

export const SHEET_ROWS = 200
export const SHEET_COLUMNS = 50

export interface Sheet {
  name: string
  rows: string[][]
  /** More rows or columns stand in the file than are shown. */
  cut: boolean
}

/** A cell in words; formulas come as the value that was stored with them. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) {
    const text = value.toISOString()
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ')
  }
  return String(value)
}

/** The upper left part of a sheet that is shown. */
export function shownPart(name: string, data: readonly (readonly unknown[])[]): Sheet {
  const rows = data.slice(0, SHEET_ROWS).map((row) => row.slice(0, SHEET_COLUMNS).map(cellText))
  const cut = data.length > SHEET_ROWS || data.some((row) => row.length > SHEET_COLUMNS)
  return { name, rows, cut }
}

/** Text as most people here write it: UTF-8, else GB 18030. */
export function decodeText(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      // A part of a file may end inside a character.
      return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    } catch {
      continue
    }
  }
  return new TextDecoder('gb18030').decode(bytes)
}
