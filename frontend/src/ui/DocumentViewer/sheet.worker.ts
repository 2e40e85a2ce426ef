/** Reads a workbook beside the page, which stays quick however large it is. */
import readWorkbook from 'read-excel-file/universal'
import { type Sheet, shownPart } from './model'

export type Answer = { sheets: Sheet[] } | { failed: true }

onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
  readWorkbook(data)
    .then((sheets) => ({ sheets: sheets.map((each) => shownPart(each.sheet, each.data)) }))
    .catch(() => ({ failed: true as const }))
    .then((answer: Answer) => postMessage(answer))
}
