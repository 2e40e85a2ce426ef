/** What becomes of each row of a workbook, and the step that records what may be recorded. */
import { Progress, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type ImportedRow, type Run, saveRefused, useRecordRun, useRun, useRunRows, VERDICT_TONE, VERDICTS } from '../imports'
import { EMPTY } from '../model'

export default function ImportedRows({ id }: { id: string }) {
  const { t } = useTranslation()
  const { state, set } = useListState(EMPTY)
  const run = useRun(id)
  const verdict = VERDICTS.find((each) => each === state.verdict)
  const rows = useRunRows(id, verdict, run.data && `${run.data.state}.${run.data.ready}`, state.cursor)
  if (run.isLoadingError) return <ErrorState error={run.error} retry={() => void run.refetch()} />
  if (!run.data) return <Panel><SkeletonRows rows={6} /></Panel>
  const names = (parties: string[]) => parties.join(t('common.sep'))
  const mark = (row: ImportedRow) => <Mark tone={VERDICT_TONE[row.verdict]}>{t(`district.import.verdict.${row.verdict}`)}</Mark>
  const number = (row: ImportedRow) => row.pledge_id ? <Link className="num" to={`/d/register/${row.pledge_id}`}>{row.number}</Link> : <span className="num">{row.number ?? t('common.none')}</span>
  const shown = VERDICTS.filter((each) => run.data[each] > 0)
  return (
    <>
      <Told run={run.data} />
      <Panel flush title={t('district.import.each_row')}
        extra={
          <Segmented aria-label={t('district.import.verdict_label')} value={verdict ?? 'all'} onChange={(value) => set({ verdict: value === 'all' ? undefined : value })}
            options={[{ value: 'all', label: t('district.import.all', { n: run.data.rows }) },
              ...shown.map((value) => ({ value, label: `${t(`district.import.verdict.${value}`)} ${run.data[value]}` }))]} />
        }>
        <Listing<ImportedRow>
          asked={rows} keyOf={(row) => String(row.line)} empty={{ title: t('common.filteredEmpty.title'), text: t('common.filteredEmpty.text') }}
          columns={[
            { title: t('district.import.line'), dataIndex: 'line', className: 'num' },
            { title: t('district.import.verdict_label'), render: (_, row) => mark(row) },
            { title: t('district.number'), render: (_, row) => number(row) },
            { title: t('district.pledgor'), render: (_, row) => names(row.pledgors) },
            { title: t('district.pledgee'), render: (_, row) => names(row.pledgees) },
            { title: t('district.amount_wan'), align: 'right', render: (_, row) => row.joined_to === null && row.secured_fen !== null && <strong><Money fen={row.secured_fen} bare /></strong> },
            { title: t('district.import.why'), render: (_, row) => <Why row={row} /> },
          ]}
          card={(row) => (
            <>
              <span className="d-line"><span>{t('district.import.line_n', { n: row.line })} · {number(row)}</span>{mark(row)}</span>
              {row.pledgors.length > 0 && <span>{names(row.pledgors)} → {names(row.pledgees)}</span>}
              {row.joined_to === null && row.secured_fen !== null && <strong><Money fen={row.secured_fen} /></strong>}
              <Why row={row} />
            </>
          )}
        />
      </Panel>
    </>
  )
}

function Told({ run }: { run: Run }) {
  const { t } = useTranslation()
  const may = useMay('record_registrations')
  const record = useRecordRun(run.id)
  const toDo = run.ready + run.recorded
  return (
    <Panel title={run.file_name} sub={t('district.import.counts', { ready: run.ready, recorded: run.recorded, known: run.known, refused: run.refused })}
      extra={
        <span className="zr-filters">
          {run.rows_refused > 0 && <ExportButton label={t('district.import.save_refused', { n: run.rows_refused })} ask={() => saveRefused(run.id)} fileName="refused.xlsx" />}
          {may && run.state === 'read' && run.ready > 0 && (
            <ConfirmAction label={t('district.import.record', { n: run.ready })} title={t('district.import.record', { n: run.ready })}
              text={t('district.import.record_text')} button={{ type: 'primary' }} run={() => record.mutateAsync()} />
          )}
        </span>
      }>
      <div role="status">
        {run.state === 'recording' && (
          <><Progress percent={Math.round((run.recorded / Math.max(toDo, 1)) * 100)} aria-label={t('district.import.state.recording')} />
            <span className="zr-sub">{t('district.import.leave')}</span></>
        )}
        {run.state === 'recorded' && <p>{t('district.import.done', { n: run.recorded })} <Link to="/d/verifications">{t('district.to_verifications')}</Link></p>}
        {run.state === 'read' && <p>{t(run.ready > 0 ? 'district.import.not_yet' : 'district.import.nothing_ready')}</p>}
      </div>
      {run.ignored_headings.length > 0 && <p className="zr-sub">{t('district.import.ignored', { names: run.ignored_headings.join(t('common.sep')) })}</p>}
    </Panel>
  )
}

function Why({ row }: { row: ImportedRow }) {
  const { t } = useTranslation()
  return (
    <span className="d-import-why">
      {row.joined_to !== null && <span className="zr-sub">{t('district.import.joined', { n: row.joined_to })}</span>}
      {row.differs.length > 0 && <span>{t('district.import.differs', { names: row.differs.join(t('common.sep')) })}</span>}
      {row.problems.map((each, at) => (
        <span key={at}><strong>{each.field_name}</strong>{each.value && ` “${each.value}”`}{t('common.colon')}{each.reason}
          {each.would_pass && <span className="zr-sub"> {t('district.import.would', { value: each.would_pass })}</span>}</span>
      ))}
    </span>
  )
}
