/** A workbook: of each sheet the first 200 rows and 50 columns, formulas as their values. */
import { Tabs } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../api/problem'
import SkeletonRows from '../SkeletonRows'
import { type Document, SHEET_COLUMNS, SHEET_ROWS, type Sheet } from './model'
import PageLayer from './PageLayer'
import { useBytes } from './queries'
import type { Answer } from './sheet.worker'
import { Bar } from './Toolbar'

interface Props {
  document: Document
  onFailed: (error: unknown) => void
  end: ReactNode
  aside: ReactNode
}

/** A workbook that takes longer than this is not shown. */
const PATIENCE_MS = 30_000

export default function SheetView({ document: { id, name }, onFailed, end, aside }: Props) {
  const { t } = useTranslation()
  const bytes = useBytes(id)
  const [sheets, setSheets] = useState<Sheet[]>()
  const [chosen, setChosen] = useState('0')
  useEffect(() => { if (bytes.error) onFailed(bytes.error) }, [bytes.error, onFailed])
  useEffect(() => {
    if (!bytes.data) return undefined
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
  }, [bytes.data, onFailed])
  const sheet = sheets?.[Number(chosen)]
  return (
    <div className="zv-inner">
      <Bar end={end}><span className="zr-sub">{t('viewer.sheet.part', { rows: SHEET_ROWS, columns: SHEET_COLUMNS })}</span></Bar>
      <div className="zv-body">
        <div className="zv-scroll zv-scroll-plain" tabIndex={0} role="region" aria-label={t('viewer.pages_of', { name })}>
          {!sheets && <SkeletonRows rows={12} />}
          {sheets && sheets.length > 1 && (
            <Tabs size="small" activeKey={chosen} onChange={setChosen} items={sheets.map((each, n) => ({ key: String(n), label: each.name }))} />
          )}
          {sheet && (
            <div className="zv-flow" data-page={1}>
              <table className="zv-sheet">
                <caption>{sheet.name}{sheet.cut && <span className="zr-sub"> · {t('viewer.sheet.cut')}</span>}</caption>
                <tbody>
                  {sheet.rows.map((row, n) => (
                    <tr key={n}>
                      <th scope="row">{n + 1}</th>
                      {row.map((cell, column) => <td key={column}>{cell}</td>)}
                    </tr>
                  ))}
                </tbody>
              </table>
              <PageLayer page={1} />
            </div>
          )}
        </div>
        {aside}
      </div>
    </div>
  )
}
