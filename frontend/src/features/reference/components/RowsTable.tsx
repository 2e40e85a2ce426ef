/** The rows of a version, or how they differ from another's; long tables in pages with a search. */
import { Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNarrow } from '../../../lib/useNarrow'
import Mark from '../../../ui/Mark'
import SearchField from '../../../ui/SearchField'
import { differing, isNumeric, type Row, shown } from '../model'
import type { Change, Column } from '../queries'

const PAGE = 50
const TONES = { added: 'success', removed: 'danger', changed: 'pending' } as const

const useShown = () => {
  const { t } = useTranslation()
  return (column: Column, value: unknown) => shown(column, value, [t('reference.yes'), t('reference.no')], t('common.sep'))
}

const isLong = (column: Column) => column.shape === 'text' || column.shape === 'list'

interface Line {
  at: number
  row: Row
  change?: Change
}

export default function RowsTable({ columns, rows }: { columns: readonly Column[]; rows: readonly Row[] }) {
  const { t } = useTranslation()
  const say = useShown()
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const lines = rows.map((row, n) => ({ at: n + 1, row }))
    .filter(({ row }) => wanted === '' || columns.some((column) => say(column, row[column.name]).toLowerCase().includes(wanted)))
  return (
    <>
      {rows.length > PAGE && <div className="ref-search"><SearchField label={t('reference.search')} value={text} onSettled={setText} /></div>}
      {lines.length === 0 ? <p className="ref-none">{t('reference.noMatch')}</p> : <Lines columns={columns} lines={lines} />}
    </>
  )
}

export function ChangesTable({ columns, changes }: { columns: readonly Column[]; changes: readonly Change[] }) {
  const { t } = useTranslation()
  if (changes.length === 0) return <p className="ref-none">{t('reference.same')}</p>
  return <Lines columns={columns} lines={changes.map((change, n) => ({ at: n + 1, row: change.after ?? change.before ?? {}, change }))} />
}

/** What stood there before stands struck out above what comes in its place. */
function Value({ column, line }: { column: Column; line: Line }) {
  const { t } = useTranslation()
  const say = useShown()
  const { before, after } = line.change ?? {}
  const now = say(column, line.row[column.name])
  if (!before || !after || !differing([column], before, after).has(column.name)) return <>{now}</>
  return (
    <>
      <del className="zr-sub"><span className="zr-hidden">{t('reference.was')}</span>{say(column, before[column.name])}</del>{' '}
      <ins><span className="zr-hidden">{t('reference.becomes')}</span>{now}</ins>
    </>
  )
}

function How({ change }: { change: Change }) {
  const { t } = useTranslation()
  const how = change.how as keyof typeof TONES
  return <Mark tone={TONES[how]}>{t(`reference.how.${how}`)}</Mark>
}

function Lines({ columns, lines }: { columns: readonly Column[]; lines: Line[] }) {
  const { t } = useTranslation()
  const narrow = useNarrow(760)
  const [page, setPage] = useState(1)
  const many = lines.length > PAGE
  const from = Math.min(page, Math.ceil(lines.length / PAGE)) - 1
  const cut = many ? lines.slice(from * PAGE, from * PAGE + PAGE) : lines
  const marked = lines.some(({ change }) => change)
  const heads: TableColumnsType<Line> = [
    ...(marked ? [{ title: t('reference.difference'), key: 'how', width: 110, render: (_: unknown, line: Line) => line.change && <How change={line.change} /> }] : []),
    ...columns.map((column) => ({
      title: column.heading, key: column.name, align: isNumeric(column) ? 'right' as const : 'left' as const,
      render: (_: unknown, line: Line) => <span className={isNumeric(column) ? 'num' : isLong(column) ? 'ref-long' : undefined}><Value column={column} line={line} /></span>,
    })),
  ]
  return (
    <>
      {narrow ? (
        <ul className="zr-cards">
          {cut.map((line) => (
            <li key={line.at} className="zr-card">
              {line.change && <How change={line.change} />}
              <dl className="ref-card">
                {columns.map((column) => (
                  <div key={column.name}><dt>{column.heading}</dt><dd><Value column={column} line={line} /></dd></div>
                ))}
              </dl>
            </li>
          ))}
        </ul>
      ) : (
        <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('reference.rows')}>
          <Table<Line> className="ref-rows" size="small" rowKey="at" columns={heads} dataSource={cut} pagination={false} />
        </div>
      )}
      {many && <Pages count={lines.length} size={PAGE} page={from + 1} go={setPage} />}
    </>
  )
}

export function Pages({ count, size, page, go }: { count: number; size: number; page: number; go: (page: number) => void }) {
  const { t } = useTranslation()
  const last = Math.ceil(count / size)
  return (
    <nav className="zr-pager" aria-label={t('common.pages')}>
      <span className="zr-sub">{t('reference.pageOf', { page, last, n: count })}</span>
      <Button disabled={page <= 1} onClick={() => go(page - 1)}>{t('common.previous')}</Button>
      <Button disabled={page >= last} onClick={() => go(page + 1)}>{t('common.next')}</Button>
    </nav>
  )
}
