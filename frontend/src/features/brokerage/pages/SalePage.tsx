/** `/o/sales/:id`: one sale: what each insurer answered, its commission as shown and as filed, and the replay (可回溯). */
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { formatBp } from '../../../lib/fen'
import { useNarrow } from '../../../lib/useNarrow'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import ModeBanner from '../../../ui/cover/ModeBanner'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import '../brokerage.css'
import Replay from '../components/Replay'
import { type Offer, type SaleDetail, useSale } from '../queries'

/** Below this the insurers stand as cards. */
const NARROW = 900

/** Whether what the client was shown is what is filed. */
function Commission({ of }: { of: Offer }) {
  const { t } = useTranslation()
  const told = (bp: number | null) => (bp === null ? t('policies.broker.not_filed') : formatBp(bp))
  if (!of.shown) return <><span className="num">{told(of.filed_bp)}</span> <Mark tone="warning">{t('brokerage.commission.unshown')}</Mark></>
  if (of.shown_bp === of.filed_bp) return <><span className="num">{told(of.filed_bp)}</span> <Mark tone="success">{t('brokerage.commission.equal')}</Mark></>
  return <>{t('brokerage.commission.differs', { shown: told(of.shown_bp), filed: told(of.filed_bp) })} <Mark tone="danger">{t('brokerage.commission.unequal')}</Mark></>
}

function Offers({ of }: { of: SaleDetail }) {
  const { t } = useTranslation()
  const narrow = useNarrow(NARROW)
  const state = (row: Offer) => <>{t(`status.submission.${row.state}`)} <span className="zr-sub">{row.submission}</span></>
  const quote = (row: Offer) => (row.gross_fen === null ? '—' : <><Money fen={row.gross_fen} exact /> <span className="zr-sub">{row.quote}</span></>)
  const commission = (row: Offer) => (
    <>
      <Commission of={row} />
      {row.filing_number && <div className="zr-sub">{t('policies.broker.as_filed', { number: row.filing_number })}</div>}
      {row.commission_fen !== null && <div>{t('brokerage.commission.earned')} <Money fen={row.commission_fen} exact /></div>}
    </>
  )
  if (narrow) {
    return (
      <ul className="zr-cards">
        {of.offers.map((row) => (
          <li key={row.submission} className="zr-card">
            <strong>{row.insurer}</strong>
            <span className="zr-sub">{row.product}</span>
            <span>{state(row)}</span>
            <span>{quote(row)}</span>
            <div>{commission(row)}</div>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <Table<Offer> size="small" rowKey="submission" dataSource={of.offers} pagination={false} columns={[
      { title: t('policies.fact.insurer'), key: 'insurer', render: (_, row) => <>{row.insurer}<div className="zr-sub">{row.product}</div></> },
      { title: t('brokerage.state'), key: 'state', render: (_, row) => state(row) },
      { title: t('brokerage.quote'), key: 'quote', render: (_, row) => quote(row) },
      { title: t('brokerage.commission.title'), key: 'commission', render: (_, row) => commission(row) },
    ]} />
  )
}

export default function SalePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const asked = useSale(id)
  const sale = asked.data
  const crumbs = [{ label: t('brokerage.title'), to: '/o/sales' }, { label: sale?.number ?? '…' }]
  if (asked.isPending) return <><PageHeader title={t('brokerage.one')} crumbs={crumbs} /><SkeletonRows rows={10} /></>
  if (asked.isLoadingError || !sale) return <><PageHeader title={t('brokerage.one')} crumbs={crumbs} /><ErrorState error={asked.error} retry={() => void asked.refetch()} /></>
  const at = (moment: string | null) => (moment ? formatDateTime(moment) : t('brokerage.open'))
  return (
    <>
      <ModeBanner />
      <PageHeader title={sale.firm} sub={`${t(`insurance.line.${sale.line}`)} · ${sale.number}`} crumbs={crumbs} />
      <Panel title={t('brokerage.told_of')}>
        <dl className="zr-facts">
          <div><dt>{t('policies.broker.notice')}</dt><dd>{at(sale.notice_at)}</dd></div>
          <div><dt>{t('policies.broker.needs')}</dt><dd>{at(sale.needs_at)}</dd></div>
          <div><dt>{t('brokerage.sent')}</dt><dd>{formatDateTime(sale.sent_at)}</dd></div>
          <div><dt>{t('brokerage.policy')}</dt><dd>{sale.policy ? `${sale.policy} · ${t(`policies.state.${sale.policy_state}`)}` : '—'}</dd></div>
        </dl>
      </Panel>
      <Panel flush title={t('brokerage.offers')} sub={t('brokerage.commission.sub')}><Offers of={sale} /></Panel>
      <Panel title={t('brokerage.replay')} sub={t('brokerage.replay_sub')}><Replay sale={sale} /></Panel>
    </>
  )
}
