/** Tables written as text: a part of the file in, its upper left part out. Pure. */
import { SHEET_COLUMNS, SHEET_ROWS, type Sheet } from './model'

const SEPARATORS = [',', ';', '\t'] as const

/** Of the first line: what stands in it most often outside quotes. */
export function separatorOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const counts = SEPARATORS.map((each) => line.split(each).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ','
}

/**
 * RFC 4180, and what people write instead of it; reading ends where nothing more is shown.
 * `partly`: the text is only the beginning of the file, so that its last line may be half a line.
 */
export function readCsv(text: string, partly: boolean): Sheet {
  const separator = separatorOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  let at = 0
  const endCell = () => { row.push(cell); cell = '' }
  const endRow = () => { endCell(); rows.push(row); row = [] }
  for (; at < text.length && rows.length <= SHEET_ROWS; at++) {
    const sign = text[at] as string
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') { cell += sign; at++ }
      else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === separator) endCell()
    else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at++
      endRow()
    } else cell += sign
  }
  const unended = cell !== '' || row.length > 0
  if (unended && at >= text.length && !partly) endRow()
  const cut = partly || rows.length > SHEET_ROWS || rows.some((each) => each.length > SHEET_COLUMNS)
  return { name: 'CSV', rows: rows.slice(0, SHEET_ROWS).map((each) => each.slice(0, SHEET_COLUMNS)), cut }
}
