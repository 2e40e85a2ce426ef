/** One target as known on two days: both figures, their difference, and what it is made of. */
import { CheckOutlined, WarningOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime, today } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import { DayField } from '../../../ui/DayField'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import { saveEntries } from '../books'
import { dayFault } from '../known'
import { EMPTY } from '../model'
import { type Entry, type Target, useEntries, usePlans, useTarget } from '../queries'
import { type Statement, type Step, useLibraryChanges, useStatements } from '../stated'

interface Days {
  earlier: string
  later: string
  cursor: string | undefined
}

export default function ComparePage() {
  const { t } = useTranslation()
  const id = useId()
  const { state, set } = useListState(EMPTY)
  const plans = usePlans()
  const targets = (plans.data?.items ?? []).flatMap((plan) => plan.targets.map((target) => ({ ...target, plan: plan.name })))
  const code = targets.find((each) => each.code === state.target)?.code ?? targets.find((each) => each.unit === 'fen')?.code
  const laterFault = dayFault(state.later)
  const earlierFault = dayFault(state.earlier)
  const later = laterFault ? today() : (state.later ?? today())
  const earlier = (earlierFault ? undefined : state.earlier) ?? `${Number(later.slice(0, 4)) - 1}-12-31`
  const fault = laterFault ?? earlierFault
  const ordered = earlier <= later
  const before = useTarget(ordered ? code : undefined, earlier)
  const after = useTarget(ordered ? code : undefined, later)
  const title = t('district.compare.title')
  const error = plans.error ?? before.error ?? after.error
  if (error) return <ErrorState error={error} retry={() => void Promise.all([plans.refetch(), before.refetch(), after.refetch()])} />
  const ready = before.data?.code === code && after.data?.code === code && before.data?.as_known_on === earlier && after.data?.as_known_on === later
  return (
    <>
      <PageHeader title={title} sub={t('district.compare.sub')} crumbs={[{ label: t('nav.d.home'), to: '/d' }, { label: title }]} />
      <div className="d-filter zr-panel">
        <div className="zr-filters">
          <label htmlFor={`${id}-target`}>{t('district.target')}</label>
          <Select id={`${id}-target`} className="d-plan" value={code} popupMatchSelectWidth={false} onChange={(chosen: string) => set({ target: chosen })}
            options={targets.map((each) => ({ value: each.code, label: `${each.name} · ${each.plan}` }))} />
          <label htmlFor={`${id}-earlier`}>{t('district.compare.earlier')}</label>
          <span className="d-known"><DayField id={`${id}-earlier`} value={earlier} upTo={later} invalid={earlierFault !== undefined} describedBy={earlierFault && `${id}-error`} onChange={(day) => set({ earlier: day })} /></span>
          <label htmlFor={`${id}-later`}>{t('district.compare.later')}</label>
          <span className="d-known"><DayField id={`${id}-later`} value={later} upTo={today()} invalid={laterFault !== undefined} describedBy={laterFault && `${id}-error`} onChange={(day) => set({ later: day })} /></span>
          {fault && <span className="field-error" role="alert" id={`${id}-error`}>{t(`district.compare.fault.${fault}`, { day: today() })}</span>}
        </div>
      </div>
      {!ordered ? (
        <Panel>
          <EmptyState title={t('district.compare.order')} text={t('district.compare.order_text')}
            action={<Button onClick={() => set({ earlier: later, later: earlier })}>{t('district.compare.swap')}</Button>} />
        </Panel>
      ) : !ready || !before.data || !after.data ? <Panel><SkeletonRows rows={8} /></Panel> : (
        <>
          <Figures before={before.data} after={after.data} />
          {after.data.unit === 'fen' && (
            <Entries code={after.data.code} whole={(after.data.counted_fen ?? 0) - (before.data.counted_fen ?? 0)} earlier={earlier} later={later} cursor={state.cursor} />
          )}
          {(after.data.unit === 'patents' || after.data.unit === 'per_10000') && <Statements code={after.data.code} earlier={earlier} later={later} cursor={state.cursor} />}
          {after.data.unit === 'firms' && <Steps earlier={earlier} later={later} cursor={state.cursor} />}
        </>
      )}
    </>
  )
}

function Figures({ before, after }: { before: Target; after: Target }) {
  const { t } = useTranslation()
  const figure = (target: Target) =>
    target.measure ? t(`district.stated.unit.${target.measure.way}`, { n: target.measure.value }) : <Money fen={target.counted_fen} />
  const ratio = (target: Target) => target.measure?.ratio ?? target.ratio
  const difference = after.measure && before.measure
    ? t(`district.stated.unit.${after.measure.way}`, { n: (Number(after.measure.value) - Number(before.measure.value)).toFixed(after.measure.way === 'stock' ? 2 : 0) })
    : <Money fen={(after.counted_fen ?? 0) - (before.counted_fen ?? 0)} />
  return (
    <dl className="d-figures zr-panel">
      {[before, after].map((target) => (
        <div key={target.as_known_on}>
          <dt>{t('district.compare.known', { date: target.as_known_on })}</dt>
          <dd className="num">{figure(target)}<span className="zr-sub num d-block">{ratio(target)}% {t('district.done')}</span></dd>
        </div>
      ))}
      <div><dt>{t('district.compare.difference')}</dt><dd className="num">{difference}</dd></div>
    </dl>
  )
}

function Entries({ code, whole, earlier, later, cursor }: Days & { code: string; whole: number }) {
  const { t } = useTranslation()
  const choice = { known_after: earlier, as_known_on: later }
  const asked = useEntries(code, choice, cursor)
  const link = (row: Entry) => <Link className="num" to={`/d/register/${row.pledge_id}`}>{row.registration_number}</Link>
  const known = (row: Entry) => <><span className="num">{formatDateTime(row.recorded_at)}</span><div className="zr-sub">{row.counted_by_name}{row.reason && ` · ${row.reason}`}</div></>
  const same = asked.data?.amount_fen === whole
  return (
    <Panel flush title={t('district.compare.entries')} sub={t('district.compare.entries_sub')}
      extra={<span className="no-print"><ExportButton label={t('district.export_xlsx')} ask={() => saveEntries(code, choice, 'xlsx')} fileName={`${code}-entries.xlsx`}
        long={{ list: 'target_entries', format: 'xlsx', filters: { code, ...choice } }} /></span>}>
      <Listing<Entry>
        asked={asked} keyOf={(row) => row.id} empty={{ title: t('district.compare.same'), text: t('district.compare.same_text') }}
        columns={[
          { title: t('district.number'), render: (_, row) => link(row) },
          { title: t('district.pledgor'), dataIndex: 'pledgor_name' },
          { title: t('district.cause_label'), render: (_, row) => t(`district.cause.${row.cause}`) },
          { title: t('district.effective'), render: (_, row) => <span className="num">{row.effective_on}</span> },
          { title: t('district.compare.known_at'), render: (_, row) => known(row) },
          { title: t('district.counted_here'), align: 'right', render: (_, row) => <Money fen={row.amount_fen} /> },
        ]}
        card={(row) => (
          <>
            <span className="d-line">{link(row)}<strong><Money fen={row.amount_fen} /></strong></span>
            <span>{row.pledgor_name} · {t(`district.cause.${row.cause}`)}</span>
            {known(row)}
          </>
        )}
      />
      {asked.data && asked.data.total > 0 && (
        <p className="d-sum d-sum-foot">
          <span>{t('district.entries_sum', { n: asked.data.total })}</span>
          <strong><Money fen={asked.data.amount_fen} /> <span className={same ? 'd-ok' : 'field-error'}>{same ? <CheckOutlined aria-hidden /> : <WarningOutlined aria-hidden />} {t(same ? 'district.compare.equals' : 'district.differs')}</span></strong>
        </p>
      )}
    </Panel>
  )
}

function Statements({ code, earlier, later, cursor }: Days & { code: string }) {
  const { t } = useTranslation()
  const asked = useStatements(code, later, cursor, earlier)
  const days = (row: Statement) => <span className="num nowrap">{row.from_on === row.to_on ? row.to_on : `${row.from_on} – ${row.to_on}`}</span>
  return (
    <Panel flush title={t('district.compare.statements')} sub={t('district.compare.as_of_later', { date: later })}>
      <Listing<Statement>
        asked={asked} keyOf={(row) => row.id} empty={{ title: t('district.compare.same'), text: t('district.compare.same_text') }}
        columns={[
          { title: t('district.stated.days'), render: (_, row) => days(row) },
          { title: t('district.stated.count'), align: 'right', render: (_, row) => <span className="num">{row.count.toLocaleString()}</span> },
          { title: t('district.stage_label'), render: (_, row) => <StatusTag subject="stated" state={row.state} /> },
          { title: t('district.compare.known_at'), render: (_, row) => <span className="num">{formatDateTime(row.withdrawn_at ?? row.checked_at ?? row.recorded_at)}</span> },
          { title: t('district.stated.source'), dataIndex: 'source' },
        ]}
        card={(row) => <><span className="d-line">{days(row)}<StatusTag subject="stated" state={row.state} /></span><span className="num">{row.count.toLocaleString()}</span><span className="zr-sub">{row.source}</span></>}
      />
    </Panel>
  )
}

function Steps({ earlier, later, cursor }: Days) {
  const { t } = useTranslation()
  const asked = useLibraryChanges(earlier, later, cursor)
  const link = (row: Step) => <Link to={`/d/library/${row.credit_code}?known=${later}`}>{row.firm_name}</Link>
  return (
    <Panel flush title={t('district.compare.steps')} sub={t('district.compare.as_of_later', { date: later })}>
      <Listing<Step>
        asked={asked} keyOf={(row) => row.id} empty={{ title: t('district.compare.same'), text: t('district.compare.same_text') }}
        columns={[
          { title: t('district.library.firm'), render: (_, row) => <>{link(row)}<div className="zr-sub num">{row.credit_code}</div></> },
          { title: t('district.library.what'), render: (_, row) => t(`district.library.kind.${row.kind}`) },
          { title: t('district.library.effective_on'), render: (_, row) => <span className="num">{row.effective_on}</span> },
          { title: t('district.stage_label'), render: (_, row) => <StatusTag subject="stated" state={row.state} /> },
          { title: t('district.compare.known_at'), render: (_, row) => <span className="num">{formatDateTime(row.withdrawn_at ?? row.checked_at ?? row.recorded_at)}</span> },
        ]}
        card={(row) => <><span className="d-line"><strong>{link(row)}</strong><StatusTag subject="stated" state={row.state} /></span><span>{t(`district.library.kind.${row.kind}`)} · <span className="num">{row.effective_on}</span></span></>}
      />
    </Panel>
  )
}
