/** Statements and the payment service's balance beside the ledger: zero unexplained, or each difference with its task. */
import '../treasury.css'
import { CheckCircleOutlined } from '@ant-design/icons'
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime, formatSecond } from '../../../lib/dates'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { useNarrow } from '../../../lib/useNarrow'
import { type Side, useReconciliation } from '../queries'

function Differences({ side }: { side: Side }) {
  const { t } = useTranslation()
  return (
    <ul className="mo-files">
      {side.differences.map((each) => (
        <li key={`${each.cause}-${each.external_id}`} className="mo-line">
          <span><strong>{t(`money.difference.${each.cause}`, { defaultValue: each.cause })}</strong><div className="zr-sub"><code>{each.external_id}</code> · {t('money.reconcile.since', { at: formatDateTime(each.since) })}</div></span>
          <Money fen={each.off_fen} currency={side.currency} exact />
          {each.task_id ? <Link to="/o/money/tasks">{t('money.reconcile.task')}</Link> : <span className="zr-sub">{t('money.reconcile.young')}</span>}
        </li>
      ))}
    </ul>
  )
}

function Standing({ side }: { side: Side }) {
  const { t } = useTranslation()
  if (side.unread_since) return <Mark tone="warning">{t('money.reconcile.notRead')}</Mark>
  if (side.unexplained_fen === 0 && side.differences.length === 0) return <Mark tone="success">{t('money.reconcile.agrees')}</Mark>
  return <Mark tone="danger">{t('money.reconcile.differs')}</Mark>
}

/** On a phone each side is a card: nothing stands beyond the edge. */
function SideCard({ side, name }: { side: Side; name: string }) {
  const { t } = useTranslation()
  const figures = [['outside', side.outside_fen], ['ledger', side.ledger_fen], ['unexplained', side.unexplained_fen]] as const
  return (
    <li className="zr-card">
      <span className="mo-line"><strong>{name}</strong><Standing side={side} /></span>
      {figures.map(([key, fen]) => <span key={key} className="mo-line"><span className="zr-sub">{t(`money.reconcile.${key}`)}</span><Money fen={fen} currency={side.currency} exact /></span>)}
      {side.differences.length > 0 && <Differences side={side} />}
    </li>
  )
}

export default function ReconciliationPage() {
  const { t } = useTranslation()
  const narrow = useNarrow(900)
  const asked = useReconciliation()
  const found = asked.data
  if (asked.isPending) return <><PageHeader title={t('money.reconcile.title')} sub={t('money.reconcile.sub')} /><SkeletonRows rows={6} /></>
  if (asked.isLoadingError || !found) return <><PageHeader title={t('money.reconcile.title')} sub={t('money.reconcile.sub')} /><ErrorState error={asked.error} retry={() => void asked.refetch()} /></>
  const unread = found.sides.find((side) => side.unread_since !== null)
  const name = (side: Side) => {
    const words = t(`money.side.${side.side.split(':')[0]}`, { defaultValue: side.side })
    return side.currency === 'CNY' ? words : t('money.side.foreign', { side: words, currency: t(`money.currency.${side.currency}`) })
  }
  const off = found.sides.filter((side) => side.unexplained_fen !== 0 || side.differences.length > 0)
  return (
    <>
      <PageHeader title={t('money.reconcile.title')} sub={t('money.reconcile.at', { at: formatSecond(found.at) })} />
      {unread?.unread_since && <div className="zr-notice" role="status"><strong>{t('money.reconcile.unread', { at: formatDateTime(unread.unread_since) })}</strong><p>{t('money.reconcile.unreadText')}</p></div>}
      {off.length === 0 && !unread
        ? <div className="mo-good" role="status"><strong><CheckCircleOutlined aria-hidden /> {t('money.reconcile.zero')}</strong><p>{t('money.reconcile.zeroText')}</p></div>
        : off.length > 0 && <div className="zr-notice" role="status"><strong>{t('money.reconcile.off', { n: off.length })}</strong><p>{t('money.reconcile.offText')}</p></div>}
      <Panel flush title={t('money.reconcile.sides')}>
        {found.sides.length === 0 ? <EmptyState title={t('money.reconcile.empty')} text={t('money.reconcile.emptyText')} action={<Link to="/o/money/statements">{t('money.statements.title')}</Link>} /> : narrow ? (
          <ul className="zr-cards">{found.sides.map((side) => <SideCard key={side.side} side={side} name={name(side)} />)}</ul>
        ) : (
            <Table<Side> size="small" rowKey="side" pagination={false} dataSource={found.sides}
              expandable={{ rowExpandable: (side) => side.differences.length > 0, defaultExpandAllRows: true, expandedRowRender: (side) => <Differences side={side} /> }}
              columns={[
                { title: t('money.reconcile.side'), key: 'side', render: (_, side) => name(side) },
                { title: t('money.reconcile.outside'), key: 'outside', align: 'right', render: (_, side) => <Money fen={side.outside_fen} currency={side.currency} exact /> },
                { title: t('money.reconcile.ledger'), key: 'ledger', align: 'right', render: (_, side) => <Money fen={side.ledger_fen} currency={side.currency} exact /> },
                { title: t('money.reconcile.unexplained'), key: 'unexplained', align: 'right', render: (_, side) => <Money fen={side.unexplained_fen} currency={side.currency} exact /> },
                { title: t('money.orders.state'), key: 'state', width: 150, render: (_, side) => <Standing side={side} /> },
              ]} />
        )}
      </Panel>
      <Panel title={t('money.reconcile.waiting')} sub={t('money.reconcile.waitingSub')}>
        {found.waiting.length === 0 ? <p>{t('money.reconcile.nothing')}</p> : (
          <ul className="mo-files">
            {found.waiting.map((each) => (
              <li key={`${each.book}-${each.purpose}-${each.currency}`} className="mo-line">
                <span>{t(`money.account.${each.purpose}`, { defaultValue: each.purpose })}<div className="zr-sub">{t(`money.book.${each.book}`)}</div></span>
                <Money fen={each.fen} currency={each.currency} exact />
                {each.purpose === 'suspense' ? <Link to="/o/money/suspense">{t('money.suspense.title')}</Link> : <Link to="/o/money/ledger">{t('money.ledger.title')}</Link>}
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  )
}
