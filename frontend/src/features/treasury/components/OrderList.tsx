/** Orders to pay with what may be done about each: approved by another person, given to the bank, confirmed by its statement. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import ConfirmAction from '../../../ui/ConfirmAction'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import StatusTag from '../../../ui/StatusTag'
import { type Order, useDesk, type useOrders } from '../queries'

function Actions({ order }: { order: Order }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const may = (action: string) => order.allowed_actions.includes(action)
  return (
    <span className="mo-line mo-start">
      {may('approve') && (
        <ConfirmAction label={t('money.orders.approve')} title={t('money.orders.approveAsk', { number: order.number })} text={t('money.orders.approveText')}
          button={{ size: 'small', type: 'primary' }} run={() => desk.approveOrder(order.id)} />
      )}
      {may('refuse') && (
        <ConfirmAction label={t('money.orders.refuse')} title={t('money.orders.refuseAsk', { number: order.number })} text={t('money.orders.refuseText')}
          button={{ size: 'small' }} run={() => desk.refuseOrder(order.id)} />
      )}
      {may('fail') && (
        <ConfirmAction label={t('money.orders.fail')} title={t('money.orders.failAsk', { number: order.number })} text={t('money.orders.failText')}
          button={{ size: 'small', danger: true }} run={() => desk.failOrder(order.id)} />
      )}
      {order.state === 'proposed' && !may('approve') && <span className="zr-sub">{t('money.match.secondPerson')}</span>}
    </span>
  )
}

/** What of it the bank sent back, and why. */
function Returned({ row }: { row: Order }) {
  const { t } = useTranslation()
  return row.returned_fen === null ? null : <div className="zr-sub mo-break">{t('money.orders.returned')} <Money fen={row.returned_fen} currency={row.currency} exact /> · {row.returned_because}</div>
}

interface Props {
  asked: ReturnType<typeof useOrders>
  clear?: (() => void) | undefined
  empty: { title: string; text: string; action?: ReactNode }
}

export default function OrderList({ asked, clear, empty }: Props) {
  const { t } = useTranslation()
  const what = (row: Order) => (
    <>
      {t(`money.orderKind.${row.kind}`)}
      <div className="zr-sub">{row.charge_id ? <Link to={`/pay/${row.charge_id}`}>{row.charge_reference}</Link> : row.payee_name}</div>
      {row.list_number && <div className="zr-sub num">{row.list_number}</div>}
    </>
  )
  const to = (row: Order) => (
    <span className="mo-break">
      {row.to_name || t('money.refund.card')}
      <div className="zr-sub num">{row.to_account}</div>
      {row.account_replaced && <Mark tone="danger">{t('money.orders.replaced')}</Mark>}
      {row.account_sent_back && <Mark tone="danger">{t('money.orders.sentBack')}</Mark>}
    </span>
  )
  const people = (row: Order) => <>{row.proposed_by_name}{row.decided_by_name && <> → {row.decided_by_name}</>}<div className="zr-sub num">{formatDateTime(row.decided_at ?? row.proposed_at)}</div></>
  return (
    <Listing<Order>
      asked={asked}
      keyOf={(row) => row.id}
      narrowAt={1100}
      clear={clear}
      empty={empty}
      columns={[
        { title: t('money.orders.number'), key: 'number', width: 150, render: (_, row) => <><span className="num">{row.number}</span><div className="zr-sub mo-break">{row.reason}</div></> },
        { title: t('money.orders.what'), key: 'what', width: 140, render: (_, row) => what(row) },
        { title: t('money.orders.to'), key: 'to', render: (_, row) => to(row) },
        { title: t('money.orders.amount'), key: 'amount', width: 130, align: 'right', render: (_, row) => <><Money fen={row.amount_fen} currency={row.currency} exact />{row.paid_fen !== null && <div className="zr-sub">{t('money.orders.paidOf')} <Money fen={row.paid_fen} currency={row.currency} exact /></div>}</> },
        { title: t('money.orders.people'), key: 'people', width: 170, render: (_, row) => people(row) },
        { title: t('money.orders.state'), key: 'state', width: 230, render: (_, row) => <div className="mo-stack mo-tight"><span><StatusTag subject="payment_order" state={row.state} /></span><Returned row={row} /><Actions order={row} /></div> },
      ]}
      card={(row) => (
        <>
          <span className="mo-line"><strong className="num">{row.number}</strong><StatusTag subject="payment_order" state={row.state} /></span>
          <span className="mo-line"><span>{what(row)}</span><Money fen={row.amount_fen} currency={row.currency} exact /></span>
          {to(row)}
          <span className="zr-sub">{row.reason} · {row.proposed_by_name}</span>
          <Returned row={row} />
          <Actions order={row} />
        </>
      )}
    />
  )
}
