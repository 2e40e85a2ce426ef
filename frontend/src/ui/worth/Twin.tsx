/** A picture of figures and the same figures as a table; on paper both. */
import { BarChartOutlined, TableOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import './worth.css'

interface Props {
  title: ReactNode
  note?: ReactNode
  /** What the picture shows, in a sentence: its name for those who do not see it. */
  label: string
  columns: readonly ReactNode[]
  rows: readonly (readonly ReactNode[])[]
  children: ReactNode
}

export default function Twin({ title, note, label, columns, rows, children }: Props) {
  const { t } = useTranslation()
  const [asTable, setAsTable] = useState(false)
  return (
    <section className="wo-twin">
      <div className="wo-head">
        <h3>{title}</h3>
        {note && <span className="wo-note">{note}</span>}
        <Button type="link" size="small" className="wo-switch" icon={asTable ? <BarChartOutlined aria-hidden /> : <TableOutlined aria-hidden />} onClick={() => setAsTable(!asTable)}>
          {asTable ? t('common.chart') : t('common.table')}
        </Button>
      </div>
      <div className={asTable ? 'wo-off' : undefined}>
        <div role="img" aria-label={label}>{children}</div>
      </div>
      <div className={asTable ? 'zr-scroll wo-table' : 'zr-scroll wo-table wo-off'} tabIndex={asTable ? 0 : -1} role="region" aria-label={label}>
        <table>
          <thead><tr>{columns.map((column, place) => <th key={place} scope="col">{column}</th>)}</tr></thead>
          <tbody>
            {rows.map((row, line) => (
              <tr key={line}>{row.map((cell, place) => (place === 0 ? <th key={place} scope="row">{cell}</th> : <td key={place} className="num">{cell}</td>))}</tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
