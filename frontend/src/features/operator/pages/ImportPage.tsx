/** One import: its figures, and how each row ended; refused rows say what would pass. */
import { DownloadOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { formatSecond } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ColumnMapping from '../../../ui/ColumnMapping'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import Listing from '../../../ui/Listing'
import RunStrip from '../components/RunStrip'
import Views from '../../../ui/Views'
import { isOver, type RowQuery, type Run, type RunRow, useMapColumns, useRun, useRunRows } from '../queries'

const OUTCOMES = ['refused', 'accepted', 'updated', 'duplicate'] as const
const DEFAULTS = { outcome: '', cursor: '' }

function useWords() {
  const { t } = useTranslation()
  return {
    field: (row: RunRow) => (row.field ? t(`operator.row.field.${row.field}`, { defaultValue: row.field }) : '—'),
    warnings: (row: RunRow) => row.warnings.map((code) => <Mark key={code} tone="warning">{t(`operator.row.warning.${code}`, { defaultValue: code })}</Mark>),
  }
}

function Rows({ run }: { run: Run }) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const { state, set } = useListState(DEFAULTS)
  const first = OUTCOMES.find((each) => run[`rows_${each}`] > 0) ?? 'accepted'
  const outcome = state.outcome || first
  const asked = useRunRows(run.id, { outcome: outcome as RowQuery['outcome'], cursor: state.cursor || undefined, limit: 50 }, isOver(run))
  const refused = outcome === 'refused'
  const cells = (row: RunRow) => row.cells.filter(Boolean).slice(0, 6).join(' · ')
  const shownValue = (row: RunRow) => (row.value ? <code>{row.value}</code> : <span className="zr-sub">{t('operator.row.blank')}</span>)
  return (
    <Panel flush header={
      <div className="op-head">
        <Views label={t('operator.imports.outcomes')} value={outcome} onChange={(key) => set({ outcome: key })}
          items={OUTCOMES.map((key) => ({ key, label: t(`status.import_row.${key}`), count: run[`rows_${key}`] }))} />
        {run.rows_refused > 0 && (
          <a href={`/api/v1/patents/imports/${run.id}/refused.csv?language=${i18n.language}`} download><DownloadOutlined aria-hidden /> {t('operator.imports.refusedCsv')}</a>
        )}
      </div>
    }>
      <Listing<RunRow>
        asked={asked}
        keyOf={(row) => String(row.line)}
        empty={{ title: t('operator.imports.noRows'), text: t('operator.imports.noRowsText') }}
        columns={refused ? [
          { title: t('operator.row.line'), key: 'line', width: 80, align: 'right', render: (_, row) => <span className="num">{row.line}</span> },
          { title: t('operator.row.reason'), key: 'reason', render: (_, row) => <>{row.reason}<div className="op-id"><code>{row.code}</code></div></> },
          { title: t('operator.row.fieldTitle'), key: 'field', width: 120, render: (_, row) => words.field(row) },
          { title: t('operator.row.value'), key: 'value', width: 240, render: (_, row) => shownValue(row) },
          { title: t('operator.row.wouldPass'), key: 'pass', width: 280, render: (_, row) => row.would_pass },
        ] : [
          { title: t('operator.row.line'), key: 'line', width: 80, align: 'right', render: (_, row) => <span className="num">{row.line}</span> },
          { title: t('operator.row.key'), key: 'key', width: 200, render: (_, row) => <span className="num">{row.key ?? '—'}</span> },
          { title: t('operator.row.cells'), key: 'cells', render: (_, row) => <span className="op-diff">{cells(row)}</span> },
          { title: t('operator.row.warnings'), key: 'warnings', width: 260, render: (_, row) => <span className="op-line">{row.warnings.length ? words.warnings(row) : '—'}</span> },
        ]}
        card={(row) => (
          <>
            <span className="op-line"><strong className="num">{t('operator.row.lineN', { n: row.line })}</strong><StatusTag subject="import_row" state={row.outcome} /></span>
            {row.outcome === 'refused' ? (
              <>
                <span>{row.reason}</span>
                <span>{words.field(row)}: {shownValue(row)}</span>
                <span className="zr-sub">{t('operator.row.wouldPass')}: {row.would_pass}</span>
              </>
            ) : (
              <>
                <span className="num">{row.key ?? '—'}</span>
                <span className="op-diff zr-sub">{cells(row)}</span>
                <span className="op-line">{words.warnings(row)}</span>
              </>
            )}
          </>
        )}
      />
    </Panel>
  )
}

export default function ImportPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const asked = useRun(id)
  const may = useMay('import_reference')
  const mapping = useMapColumns(id)
  const run = asked.data
  if (asked.isPending) return <><PageHeader crumbs={[{ label: t('operator.imports.title'), to: '/o/imports' }]} title={t('operator.waitingTitle.imports')} /><SkeletonRows rows={8} /></>
  if (asked.isLoadingError || !run) return <><PageHeader crumbs={[{ label: t('operator.imports.title'), to: '/o/imports' }]} title={t('operator.waitingTitle.imports')} /><ErrorState error={asked.error} retry={() => void asked.refetch()} /></>
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('operator.imports.title'), to: '/o/imports' }, { label: <span className="op-break">{run.file_name ?? t('operator.imports.pasted')}</span> }]}
        title={t('operator.imports.result')}
        sub={t('operator.imports.meta', { at: formatSecond(run.created_at), name: run.created_by_name })}
        extra={<Link to={`/o/audit?subject=import_run&subject_id=${run.id}`}>{t('operator.case.trail')}</Link>}
      />
      <RunStrip run={run} />
      {run.asked && may && (
        <ColumnMapping key={run.id} asked={run.asked} fileName={run.file_name ?? undefined} pending={mapping.isPending} error={mapping.error} onSubmit={(columns) => mapping.mutate(columns)} />
      )}
      {run.state === 'done' && <Rows run={run} />}
    </>
  )
}
