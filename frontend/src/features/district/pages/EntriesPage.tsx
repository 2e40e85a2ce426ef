/** The rows that a figure is the sum of, checked against the figure above. */
import { CheckOutlined, WarningOutlined } from '@ant-design/icons'
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useNarrow } from '../../../lib/useNarrow'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import KnownDay from '../components/KnownDay'
import { saveEntries } from '../books'
import { useDayState } from '../known'
import { cellsOf, EMPTY, moneyTarget, planOf, WAYS, wayOf } from '../model'
import { type Choice, type Entry, useEntries, usePlans, useTarget } from '../queries'
import { useCellName } from '../useCellName'

export default function EntriesPage() {
  const { t } = useTranslation()
  const nameOf = useCellName()
  const narrow = useNarrow(760)
  const { state, set } = useDayState(EMPTY)
  const plans = usePlans()
  const plan = planOf(plans.data?.items ?? [], state.plan)
  const code = moneyTarget(plan)
  const choice: Choice = {
    as_known_on: state.known, month: state.month, bank: state.bank, industry: state.industry, street: state.street,
  }
  const found = useEntries(code, choice, state.cursor)
  const target = useTarget(code, state.known)
  const chosen = WAYS.filter((way) => state[way]).map((way) => nameOf(way, state[way] ?? ''))
  const level = chosen.length > 0 ? chosen.join(' · ') : t('district.everything')
  const title = t('district.entries_title', { level, n: found.data?.total ?? '…' })

  const home = `/d?${new URLSearchParams({ plan: plan?.code ?? '', ...(state.known ? { known: state.known } : {}) }).toString()}`
  const way = wayOf(choice)
  const above = target.data === undefined ? undefined
    : chosen.length === 0 ? target.data.counted_fen
      : way ? cellsOf(target.data, way).find((cell) => cell.key === state[way])?.amount_fen : undefined
  const error = plans.error ?? found.error
  if (error) return <ErrorState error={error} retry={() => void found.refetch()} />
  const rows = found.data?.items ?? []
  const link = (row: Entry) => <Link className="num" to={`/d/register/${row.pledge_id}`}>{row.registration_number}</Link>
  return (
    <>
      <PageHeader title={title} sub={t('district.data_to', { date: target.data?.as_known_on ?? '…' })}
        crumbs={[{ label: t('nav.d.home'), to: home }, { label: plan?.name ?? '…', to: home }, { label: level }]}
        extra={code && (
          <>
            {(['csv', 'xlsx'] as const).map((format) => (
              <ExportButton key={format} label={t(`district.export_${format}`)} ask={() => saveEntries(code, choice, format)} fileName={`${code}-entries.${format}`}
                long={{ list: 'target_entries', format, filters: { code, ...choice } }} />
            ))}
          </>
        )} />
      <div className="zr-filters"><KnownDay known={state.known} onChange={set} /></div>
      <Panel flush>
        {!found.data ? <SkeletonRows rows={10} /> : rows.length === 0 ? (
          <EmptyState title={t('district.no_entries')} text={t('district.no_entries_text')} action={<Link to={home}>{t('district.back_home')}</Link>} />
        ) : narrow ? (
          <ul className="zr-cards">
            {rows.map((row) => (
              <li key={row.id} className="zr-card">
                <span className="d-line">{link(row)}<strong><Money fen={row.amount_fen} /></strong></span>
                <span>{row.pledgor_name}</span>
                <span className="zr-sub">{row.effective_on} · {row.bank ?? t('common.unknown')} · {t(`district.cause.${row.cause}`)}</span>
                {row.reason && <span className="zr-sub">{row.reason}</span>}
              </li>
            ))}
          </ul>
        ) : (
          <div className="zr-scroll">
            <Table<Entry> size="small" rowKey="id" pagination={false} dataSource={rows} columns={[
              { title: t('district.number'), render: (_, row) => link(row) },
              { title: t('district.effective'), dataIndex: 'effective_on', className: 'num' },
              { title: t('district.pledgor'), dataIndex: 'pledgor_name' },
              { title: t('district.way.bank'), render: (_, row) => row.bank ?? t('common.unknown') },
              { title: t('district.way.industry'), render: (_, row) => nameOf('industry', row.industry) },
              { title: t('district.way.street'), render: (_, row) => row.street ?? t('common.unknown') },
              { title: t('district.cause_label'), render: (_, row) => <>{t(`district.cause.${row.cause}`)}{row.reason && <div className="zr-sub">{row.reason}</div>}</> },
              { title: t('district.verified_by'), render: (_, row) => <>{row.counted_by_name}<div className="zr-sub num">{formatDateTime(row.recorded_at)}</div></> },
              { title: t('district.amount_wan'), align: 'right', render: (_, row) => <strong><Money fen={row.amount_fen} bare /></strong> },
            ]} />
          </div>
        )}
        {found.data && rows.length > 0 && (
          <p className="d-sum d-sum-foot">
            <span>{t('district.entries_sum', { n: found.data.total })}</span>
            <span>
              <strong><Money fen={found.data.amount_fen} exact /></strong>{' '}
              {above !== undefined && (above === found.data.amount_fen
                ? <>{t('district.agrees_above', { level })} <CheckOutlined className="d-ok" aria-hidden /></>
                : <span className="late"><WarningOutlined aria-hidden /> {t('district.differs')}</span>)}
            </span>
          </p>
        )}
        {found.data && <Pager next={found.data.next} total={found.data.total} />}
      </Panel>
    </>
  )
}
