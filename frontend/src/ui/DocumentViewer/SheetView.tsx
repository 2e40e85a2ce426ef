/** A workbook, or a table written as text: of each sheet the first 200 rows and 50 columns, formulas as their values. */
import { type InputRef, Tabs } from 'antd'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../api/problem'
import SkeletonRows from '../SkeletonRows'
import { readCsv } from './csv'
import FoundText from './FoundText'
import { type Document, SHEET_COLUMNS, SHEET_ROWS, type Sheet, decodeText, isCsv } from './model'
import PageLayer from './PageLayer'
import { useBytes } from './queries'
import type { Answer } from './sheet.worker'
import { Bar, SearchField } from './Toolbar'
import { useFinding } from './useFinding'
import { useKeys } from './useKeys'

interface Props {
  document: Document
  /** A sheet is a page: notes and addresses name it by its number. */
  page: number
  onPage: (page: number) => void
  onFailed: (error: unknown) => void
  end: ReactNode
  aside: ReactNode
}

/** A workbook that takes longer than this is not shown. */
const PATIENCE_MS = 30_000
/** Of a table written as text so many bytes are read. */
const CSV_BYTES = 1024 * 1024

/** The sheets of a workbook, read beside the page; of a table written as text its beginning. */
function useSheets(document: Document, onFailed: (error: unknown) => void) {
  const csv = isCsv(document)
  const bytes = useBytes(document.id, csv ? CSV_BYTES : undefined)
  const [sheets, setSheets] = useState<Sheet[]>()
  useEffect(() => { if (bytes.error) onFailed(bytes.error) }, [bytes.error, onFailed])
  useEffect(() => {
    if (!bytes.data) return undefined
    if (csv) {
      setSheets([readCsv(decodeText(bytes.data), document.size > CSV_BYTES)])
      return undefined
    }
    const worker = new Worker(new URL('./sheet.worker.ts', import.meta.url), { type: 'module' })
    const unreadable = () => onFailed(new Problem(0, { code: 'viewer.unreadable' }))
    const patience = setTimeout(unreadable, PATIENCE_MS)
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      clearTimeout(patience)
      if ('failed' in data) unreadable()
      else setSheets(data.sheets)
    }
    worker.onerror = unreadable
    worker.postMessage(bytes.data.buffer)
    return () => {
      clearTimeout(patience)
      worker.terminate()
    }
  }, [bytes.data, csv, document.size, onFailed])
  return sheets
}

/** Of each row, which piece of its sheet its first cell is. */
function placesOf(rows: Sheet['rows']): number[] {
  let next = 0
  return rows.map((row) => (next += row.length) - row.length)
}

export default function SheetView({ document, page, onPage, onFailed, end, aside }: Props) {
  const { t } = useTranslation()
  const { name } = document
  const sheets = useSheets(document, onFailed)
  const chosen = Math.min(Math.max(page, 1), Math.max(sheets?.length ?? 1, 1))
  const sheet = sheets?.[chosen - 1]
  const inner = useRef<HTMLDivElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const field = useRef<InputRef>(null)
  const search = useFinding(useMemo(() => (sheets ?? []).map((each) => each.rows.flat()), [sheets]), (hit) => { if (hit.page !== chosen) onPage(hit.page) })
  useKeys(inner, scroll, { find: () => field.current?.focus({ cursor: 'all' }) })
  const hits = search.hits.filter((hit) => hit.page === chosen)
  const now = search.hits[search.at]
  const starts = useMemo(() => placesOf(sheet?.rows ?? []), [sheet])
  return (
    <div ref={inner} className="zv-inner">
      <Bar end={end}>
        {sheets && <SearchField field={field} state={search} onSearch={search.look} onStep={search.step} />}
        <span className="zr-sub zv-said">{t('viewer.sheet.part', { rows: SHEET_ROWS, columns: SHEET_COLUMNS })}</span>
      </Bar>
      <div className="zv-body">
        <div ref={scroll} className="zv-scroll zv-scroll-plain" tabIndex={0} role="region" aria-label={t('viewer.pages_of', { name })}>
          {!sheets && <SkeletonRows rows={12} />}
          {sheets && sheets.length > 1 && (
            <Tabs size="small" activeKey={String(chosen)} onChange={(key) => onPage(Number(key))}
              items={sheets.map((each, n) => ({ key: String(n + 1), label: each.name }))} />
          )}
          {sheet && (
            <div className="zv-flow" data-page={chosen}>
              <table className="zv-sheet">
                <caption>{sheet.name}{sheet.cut && <span className="zr-sub"> · {t('viewer.sheet.cut')}</span>}</caption>
                <tbody>
                  {sheet.rows.map((row, n) => (
                    <tr key={n}>
                      <th scope="row">{n + 1}</th>
                      {row.map((cell, column) => <td key={column}><FoundText text={cell} item={(starts[n] ?? 0) + column} hits={hits} now={now} /></td>)}
                    </tr>
                  ))}
                </tbody>
              </table>
              <PageLayer page={chosen} />
            </div>
          )}
        </div>
        {aside}
      </div>
    </div>
  )
}
