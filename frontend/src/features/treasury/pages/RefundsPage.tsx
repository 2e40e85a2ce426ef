/** Money that goes out: proposed by one, approved by another, given to the bank as a file, confirmed by its next statement. */
import '../treasury.css'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useListState } from '../../../lib/useListState'
import ListExportButton from '../../../ui/ListExportButton'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import OrderFiles from '../components/OrderFiles'
import OrderList from '../components/OrderList'
import ProposeRefund from '../components/ProposeRefund'
import { type OrderQuery, useOrders } from '../queries'

const DEFAULTS = { state: '', charge: '', cursor: '' }
const STATES = ['', 'proposed', 'approved', 'exported', 'paid', 'failed'] as const

export default function RefundsPage() {
  const { t } = useTranslation()
  const { state, set } = useListState(DEFAULTS)
  const chosen = { state: state.state || undefined } as OrderQuery
  const asked = useOrders({ ...chosen, cursor: state.cursor || undefined, limit: 20 })
  return (
    <>
      <PageHeader title={t('money.orders.title')} sub={t('money.orders.sub')}
        extra={<ListExportButton list="payment_orders" filters={chosen} />} />
      <OrderFiles />
      <Panel flush header={
        <Segmented value={state.state ?? ''} onChange={(next) => set({ state: next || null })} aria-label={t('money.lines.state')} className="mo-wrap"
          options={STATES.map((value) => ({ value, label: value ? t(`status.payment_order.${value}`) : t('common.all') }))} />
      }>
        <OrderList asked={asked} clear={state.state ? () => set({ state: null }) : undefined}
          empty={{ title: t('money.orders.empty'), text: t('money.orders.emptyText'), action: <Link to="/account/billing?view=paid">{t('money.toBills')}</Link> }} />
      </Panel>
      {state.charge && <ProposeRefund chargeId={state.charge} close={() => set({ charge: null })} />}
    </>
  )
}
