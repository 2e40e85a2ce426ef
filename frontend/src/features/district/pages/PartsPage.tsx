/** A target divided among departments: what holds, what waits, what was reported. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import ViewLink from '../../../ui/ViewLink'
import { savePartReports } from '../books'
import DivideForm from '../components/DivideForm'
import FindingAction from '../components/FindingAction'
import PartLines from '../components/PartLines'
import PartReportForm from '../components/PartReportForm'
import TargetFigure from '../components/TargetFigure'
import { EMPTY } from '../model'
import { type Division, type PartReport, type Parts, useCheckPartReport, useDecideParts, usePartReports, useParts, useWithdrawPartReport } from '../parts'
import { usePlans } from '../queries'

export default function PartsPage() {
  const { t } = useTranslation()
  const { code = '' } = useParams()
  const { state, set } = useListState(EMPTY)
  const may = useMay('record_registrations')
  const plans = usePlans()
  const asked = useParts(code)
  const found = asked.data
  const name = (plans.data?.items ?? []).flatMap((plan) => plan.targets).find((each) => each.code === code)?.name ?? code
  const close = () => set({ do: undefined })
  if (asked.isLoadingError) return <ErrorState error={asked.error} retry={() => void asked.refetch()} />
  return (
    <>
      <PageHeader title={t('district.parts.page', { name })} sub={t('district.parts.sub')}
        crumbs={[{ label: t('nav.d.home'), to: '/d' }, { label: t('district.parts.title') }]}
        extra={found && may && (
          <>
            {found.in_force && <Button onClick={() => set({ do: 'report' })}>{t('district.parts.report')}</Button>}
            {!found.waiting && <Button type="primary" onClick={() => set({ do: 'divide' })}>{t('district.parts.divide')}</Button>}
          </>
        )} />
      {!found ? <Panel><SkeletonRows rows={6} /></Panel> : (
        <>
          {state.do === 'divide' && may && !found.waiting && <Panel title={t('district.parts.divide')} extra={<Button onClick={close}>{t('common.cancel')}</Button>}><DivideForm found={found} onDone={close} /></Panel>}
          {state.do === 'report' && may && found.in_force && (
            <Panel title={t('district.parts.report')} extra={<Button onClick={close}>{t('common.cancel')}</Button>}><PartReportForm code={code} unit={found.unit} division={found.in_force} onDone={close} /></Panel>
          )}
          {found.waiting && <Waiting division={found.waiting} found={found} />}
          <Panel title={t('district.parts.in_force')} sub={found.in_force ? t('district.parts.since', { n: found.in_force.version, from: found.in_force.from_on }) : undefined}>
            {found.in_force ? <><PartLines division={found.in_force} unit={found.unit} /><Persons division={found.in_force} /></> : <p>{t('district.parts.none')}</p>}
          </Panel>
          {found.in_force && <Reports found={found} cursor={state.cursor} />}
          {found.coming && (
            <Panel title={t('district.parts.coming')} sub={t('district.parts.since', { n: found.coming.version, from: found.coming.from_on })}>
              <PartLines division={found.coming} unit={found.unit} />
              <Persons division={found.coming} />
            </Panel>
          )}
          {found.earlier.length > 0 && (
            <Panel title={t('district.parts.earlier')}>
              <ul className="d-rows">{found.earlier.map((each) => <li key={each.id}>{t('district.parts.since', { n: each.version, from: each.from_on })}<Persons division={each} /></li>)}</ul>
            </Panel>
          )}
        </>
      )}
    </>
  )
}

function Persons({ division }: { division: Division }) {
  const { t } = useTranslation()
  return (
    <p className="zr-sub">
      {t('district.parts.proposed_by', { name: division.proposer_name, when: formatDateTime(division.proposed_at), grounds: division.grounds })}
      {division.decided_at && <> · {t(`district.parts.${division.outcome === 'returned' ? 'returned_by' : 'confirmed_by'}`, { name: division.decider_name, when: formatDateTime(division.decided_at) })}{division.reason && t('common.colon') + division.reason}</>}
    </p>
  )
}

function Waiting({ division, found }: { division: Division; found: Parts }) {
  const { t } = useTranslation()
  const decide = useDecideParts(found.target)
  const mine = division.allowed_actions.includes('decision')
  return (
    <Panel title={t('district.parts.waits')} sub={t('district.parts.since', { n: division.version, from: division.from_on })}
      extra={mine && (
        <span className="zr-filters">
          <ConfirmAction label={t('district.parts.give_back')} title={t('district.parts.give_back')} asks="reason"
            run={(reason) => decide.mutateAsync({ id: division.id, outcome: 'returned', reason })} />
          <ConfirmAction label={t('district.parts.confirm')} title={t('district.parts.confirm')} text={t('district.parts.confirm_text')} button={{ type: 'primary' }}
            run={() => decide.mutateAsync({ id: division.id, outcome: 'confirmed', reason: null })} />
        </span>
      )}>
      <PartLines division={division} unit={found.unit} />
      <Persons division={division} />
      {!mine && <p className="zr-sub">{t('district.parts.another')}</p>}
    </Panel>
  )
}

function Reports({ found, cursor }: { found: Parts; cursor: string | undefined }) {
  const { t } = useTranslation()
  const asked = usePartReports(found.target, cursor)
  const check = useCheckPartReport(found.target)
  const withdraw = useWithdrawPartReport(found.target)
  const figure = (row: PartReport) => <TargetFigure unit={found.unit} value={found.unit === 'per_10000' ? String(row.reached) : row.reached} />
  const source = (row: PartReport) => <>{row.source}{row.document_id && <>{' '}<ViewLink id={row.document_id} name={row.department} /></>}</>
  const persons = (row: PartReport) => (
    <span className="zr-sub">{t('district.recorded_by', { name: row.recorder_name })}{row.checker_name && ` · ${row.checker_name}`}{row.reason && ` · ${row.reason}`}{row.withdrawn_reason && ` · ${row.withdrawn_reason}`}</span>
  )
  const acts = (row: PartReport) => (
    <>
      {row.allowed_actions.includes('verification') && <FindingAction label={t('district.parts.check')} title={`${row.department} · ${row.as_of}`} run={(body) => check.mutateAsync({ id: row.id, body })} />}
      {row.allowed_actions.includes('withdrawal') && (
        <ConfirmAction label={t('district.parts.withdraw')} title={`${row.department} · ${row.as_of}`} asks="reason" button={{ size: 'small' }} run={(reason) => withdraw.mutateAsync({ id: row.id, reason })} />
      )}
    </>
  )
  return (
    <Panel flush title={t('district.parts.reports')} sub={t('district.parts.reports_sub')}
      extra={<span className="no-print"><ExportButton label={t('district.export_xlsx')} ask={() => savePartReports(found.target)} fileName="part-reports.xlsx"
        long={{ list: 'part_reports', format: 'xlsx', filters: { code: found.target } }} /></span>}>
      <Listing<PartReport>
        asked={asked} keyOf={(row) => row.id} empty={{ title: t('district.parts.no_reports'), text: t('district.parts.no_reports_text') }}
        columns={[
          { title: t('district.parts.department'), dataIndex: 'department' },
          { title: t('district.stated.as_of'), render: (_, row) => <span className="num">{row.as_of}</span> },
          { title: t('district.parts.reached'), align: 'right', render: (_, row) => figure(row) },
          { title: t('district.stated.source'), render: (_, row) => source(row) },
          { title: t('district.state'), render: (_, row) => <><StatusTag subject="stated" state={row.state} /> {persons(row)}</> },
          { title: '', key: 'acts', align: 'right', render: (_, row) => acts(row) },
        ]}
        card={(row) => (
          <>
            <span className="d-line"><strong>{row.department}</strong><StatusTag subject="stated" state={row.state} /></span>
            <span className="d-line"><span className="num">{row.as_of}</span>{figure(row)}</span>
            <span>{source(row)}</span>
            {persons(row)}
            <span className="zr-filters">{acts(row)}</span>
          </>
        )}
      />
    </Panel>
  )
}
