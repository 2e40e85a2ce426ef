/** The imports so far, newest first. */
import '../operator.css'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import StatusTag from '../../../ui/StatusTag'
import { type Run, useRuns } from '../queries'
import Listing from '../../../ui/Listing'

const COUNTS = ['total', 'accepted', 'updated', 'duplicate', 'refused', 'warned'] as const

export default function RunList({ cursor }: { cursor: string }) {
  const { t } = useTranslation()
  const asked = useRuns({ cursor: cursor || undefined, limit: 20 })
  const name = (run: Run) => <Link to={`/o/imports/${run.id}`}>{run.file_name ?? t('operator.imports.pasted')}</Link>
  return (
    <Listing<Run>
      asked={asked}
      keyOf={(run) => run.id}
      narrowAt={1000}
      empty={{ title: t('operator.imports.empty'), text: t('operator.imports.emptyText') }}
      columns={[
        { title: t('operator.imports.file'), key: 'file', render: (_, run) => name(run) },
        { title: t('operator.imports.at'), key: 'at', width: 150, render: (_, run) => <span className="num">{formatDateTime(run.created_at)}</span> },
        { title: t('operator.imports.by'), key: 'by', width: 110, render: (_, run) => run.created_by_name },
        { title: t('operator.kyb.state'), key: 'state', width: 110, render: (_, run) => <StatusTag subject="import_run" state={run.state} /> },
        ...COUNTS.map((count) => ({
          title: t(`operator.imports.count.${count}`), key: count, width: 84, align: 'right' as const,
          render: (_: unknown, run: Run) => <span className="num">{run[`rows_${count}`]}</span>,
        })),
      ]}
      card={(run) => (
        <>
          <strong className="op-grow">{name(run)}</strong>
          <span className="op-line"><StatusTag subject="import_run" state={run.state} /><span className="zr-sub num">{formatDateTime(run.created_at)}</span></span>
          <span className="op-words num">
            {COUNTS.map((count) => <span key={count}>{t(`operator.imports.count.${count}`)} {run[`rows_${count}`]}</span>)}
          </span>
        </>
      )}
    />
  )
}
