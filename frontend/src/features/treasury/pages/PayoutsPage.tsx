/** Payees are paid what is held for them: a list is proposed by one, approved by another, given to the bank, confirmed by its statement. */
import '../treasury.css'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import ConfirmAction from '../../../ui/ConfirmAction'
import ListExportButton from '../../../ui/ListExportButton'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import OrderFiles from '../components/OrderFiles'
import OrderList from '../components/OrderList'
import ProposePayouts from '../components/ProposePayouts'
import { type OrderQuery, type PayoutList, useDesk, useOrders, usePayoutLists } from '../queries'

const DEFAULTS = { list: '', cursor: '' }

function Lists({ open }: { open: (list: string) => void }) {
  const { t } = useTranslation()
  const { approvePayouts } = useDesk()
  const lists = usePayoutLists().data?.items ?? []
  if (lists.length === 0) return null
  const stands = (row: PayoutList) => (['proposed', 'under_way', 'paid', 'not_paid'] as const).filter((key) => row[key] > 0).map((key) => t(`money.payouts.stands.${key}`, { n: row[key] })).join(t('common.sep'))
  return (
    <Panel title={t('money.payouts.lists')} sub={t('money.payouts.listsSub')} extra={<ListExportButton list="payout_lists" label={t('money.payouts.exportLists')} />}>
      <ul className="mo-files">
        {lists.map((row) => (
          <li key={row.id} className="mo-line">
            <span>
              <button type="button" className="zr-link num" onClick={() => open(row.id)}>{row.number}</button> {row.reason}
              <div className="zr-sub num">{formatDateTime(row.proposed_at)} · {row.proposed_by_name} · {stands(row)}</div>
            </span>
            <Money fen={row.amount_fen} exact />
            {row.allowed_actions.includes('approve')
              ? <ConfirmAction label={t('money.payouts.approve')} title={t('money.payouts.approveAsk', { number: row.number, n: row.proposed })} text={t('money.payouts.approveText')}
                button={{ size: 'small', type: 'primary' }} run={() => approvePayouts(row.id)} />
              : row.proposed > 0 && <span className="zr-sub">{t('money.match.secondPerson')}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

export default function PayoutsPage() {
  const { t } = useTranslation()
  const { state, set } = useListState(DEFAULTS)
  const chosen: OrderQuery = { kind: 'payout', list_id: state.list || undefined }
  const asked = useOrders({ ...chosen, cursor: state.cursor || undefined, limit: 20 })
  return (
    <>
      <PageHeader title={t('money.payouts.title')} sub={t('money.payouts.sub')} />
      <ProposePayouts cursor="" />
      <Lists open={(list) => set({ list })} />
      <OrderFiles book="client" />
      <Panel flush title={t('money.payouts.orders')}
        extra={<ListExportButton list="payment_orders" filters={chosen} />}>
        <OrderList asked={asked} clear={state.list ? () => set({ list: null }) : undefined}
          empty={{ title: t('money.payouts.noOrders'), text: t('money.payouts.noOrdersText'), action: <Link to="/o/money/reconciliation">{t('money.reconcile.title')}</Link> }} />
      </Panel>
    </>
  )
}
