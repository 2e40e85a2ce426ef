/** Targets that no register counts: what an office states of them, checked by a second person. */
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import ViewLink from '../../../ui/ViewLink'
import FindingAction from '../components/FindingAction'
import MeasureHead from '../components/MeasureHead'
import MeasureParts from '../components/MeasureParts'
import PlanBar from '../components/PlanBar'
import TargetParts from '../components/TargetParts'
import { saveStatements } from '../books'
import { useDayState } from '../known'
import { EMPTY } from '../model'
import { usePlans, useTarget } from '../queries'
import { type Statement, statedTargets, useCheckStatement, useStatements, useWithdrawStatement } from '../stated'

export default function StatedPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const may = useMay('record_registrations')
  const { state, set } = useDayState(EMPTY)
  const plans = usePlans()
  const all = plans.data?.items ?? []
  const stated = all.filter((plan) => statedTargets(plan).length > 0)
  const plan = stated.find((each) => each.code === state.plan) ?? stated[0]
  const targets = statedTargets(plan)
  const code = targets.find((target) => target.code === state.target)?.code ?? targets[0]?.code
  const found = useTarget(code, state.known)
  const target = found.data
  const title = t('nav.d.stated')
  const error = plans.error ?? found.error
  if (error) return <ErrorState error={error} retry={() => void Promise.all([plans.refetch(), found.refetch()])} />
  return (
    <>
      <PageHeader title={title} sub={target?.quote}
        extra={<>
          <Button onClick={() => void navigate('/d/coverage')}>{t('district.coverage.title')}</Button>
          {may && code && <Button type="primary" onClick={() => void navigate(`/d/stated/new?target=${code}`)}>{t('district.stated.record')}</Button>}
        </>} />
      <PlanBar plans={stated} plan={plan} known={state.known} target={target} onChange={set} />
      {targets.length > 1 && (
        <Segmented aria-label={t('district.stated.which')} value={code} onChange={(chosen) => set({ target: chosen })}
          options={targets.map((each) => ({ value: each.code, label: each.name }))} />
      )}
      {!target?.measure || target.code !== code ? <Panel><SkeletonRows rows={8} /></Panel> : (
        <>
          <section className="zr-panel d-top" aria-label={target.name}>
            <MeasureHead measure={target.measure} />
            <MeasureParts measure={target.measure} />
          </section>
          <TargetParts code={target.code} known={state.known} />
          <Statements code={target.code} known={state.known} cursor={state.cursor} />
          <Panel title={t('district.definition')}>
            <p className="d-words">{target.measure.definition}</p>
            <p className="zr-sub">{target.measure.known} {t('district.data_to', { date: target.as_known_on })}</p>
          </Panel>
        </>
      )}
    </>
  )
}

function Statements({ code, known, cursor }: { code: string; known: string | undefined; cursor: string | undefined }) {
  const { t } = useTranslation()
  const asked = useStatements(code, known, cursor)
  const check = useCheckStatement()
  const withdraw = useWithdrawStatement()
  const days = (row: Statement) => (row.from_on === row.to_on ? row.to_on : `${row.from_on} – ${row.to_on}`)
  const figure = (row: Statement) => (
    <>
      <span className="num">{row.count.toLocaleString()}</span>
      {row.residents !== null && <div className="zr-sub num">{t('district.stated.of_residents', { n: row.residents.toLocaleString() })}</div>}
    </>
  )
  const persons = (row: Statement) => (
    <>
      <div>{t('district.recorded_by', { name: row.recorder_name })} · <span className="num">{formatDateTime(row.recorded_at)}</span></div>
      {row.checker_name && row.checked_at && (
        <div className="zr-sub">{t('district.stated.checked_line', { name: row.checker_name, place: row.looked_in, when: formatDateTime(row.checked_at) })}</div>
      )}
      {row.reason && <div className="zr-sub">{row.reason}</div>}
      {row.withdrawn_reason && <div className="zr-sub">{t('district.stated.withdrawn_line', { name: row.withdrawer_name, reason: row.withdrawn_reason })}</div>}
    </>
  )
  const source = (row: Statement) => (
    <>
      <div>{row.source}</div>
      {row.document_id ? <ViewLink id={row.document_id} name={t('district.stated.evidence')} /> : <span className="zr-sub">{t('district.stated.no_evidence')}</span>}
    </>
  )
  const actions = (row: Statement) => (
    <>
      {row.allowed_actions.includes('verification') && (
        <FindingAction label={t('district.verify')} title={t('district.stated.verify_title', { days: days(row) })}
          run={(body) => check.mutateAsync({ row, body })} />
      )}
      {row.allowed_actions.includes('withdrawal') && (
        <ConfirmAction label={t('district.stated.withdraw')} title={t('district.stated.withdraw_title', { days: days(row) })} text={t('district.stated.withdraw_text')}
          asks="reason" button={{ size: 'small', danger: true }} run={(reason) => withdraw.mutateAsync({ row, reason })} />
      )}
    </>
  )
  return (
    <Panel flush title={t('district.stated.list')} sub={t('district.stated.list_sub')}
      extra={<ExportButton label={t('district.export_xlsx')} ask={() => saveStatements(code, known)} fileName={`${code}-statements.xlsx`}
        long={{ list: 'target_statements', format: 'xlsx', filters: { code, as_known_on: known } }} />}>
      <Listing<Statement>
        asked={asked} keyOf={(row) => row.id}
        empty={{
          title: t('district.stated.empty'), text: t('district.stated.empty_text'),
          action: <Link to={`/d/stated/new?target=${code}`}>{t('district.stated.record')}</Link>,
        }}
        columns={[
          { title: t('district.stated.days'), render: (_, row) => <span className="num nowrap">{days(row)}</span> },
          { title: t('district.stated.count'), align: 'right', render: (_, row) => figure(row) },
          { title: t('district.stage_label'), render: (_, row) => <StatusTag subject="stated" state={row.state} /> },
          { title: t('district.stated.source'), render: (_, row) => source(row) },
          { title: t('district.stated.persons'), render: (_, row) => persons(row) },
          { title: '', key: 'actions', render: (_, row) => actions(row) },
        ]}
        card={(row) => (
          <>
            <span className="d-line"><strong className="num">{days(row)}</strong><StatusTag subject="stated" state={row.state} /></span>
            {figure(row)}
            {source(row)}
            {persons(row)}
            <span>{actions(row)}</span>
          </>
        )}
      />
    </Panel>
  )
}
