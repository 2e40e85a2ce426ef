/** One charge: what is owed and why, how to pay it, where the payment stands, what happened so far. */
import '../payments.css'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useMay, useMe } from '../../../lib/permissions'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import CopyButton from '../components/CopyButton'
import DueDate from '../components/DueDate'
import InvoicePanel from '../components/InvoicePanel'
import PayOnline, { Progress } from '../components/PayOnline'
import Receipt from '../components/Receipt'
import Standing from '../components/Standing'
import Story from '../components/Story'
import Transfer from '../components/Transfer'
import { inGroups, isDue, story } from '../model'
import { type Charge, useCancel, useCharge, useHistory } from '../queries'

function Facts({ charge }: { charge: Charge }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('pay.facts.title')}>
      <div className="pay-stack">
        <div className="pay-sum">
          <span className="zr-sub">{t('pay.facts.amount')}</span>
          <strong><Money fen={charge.amount_fen} exact /></strong>
          <span>{charge.amount_capitals}</span>
        </div>
        <dl className="zr-facts">
          <div><dt>{t('pay.facts.payee')}</dt><dd>{charge.payee_name}</dd></div>
          <div><dt>{t('pay.facts.payer')}</dt><dd>{charge.payer_name}</dd></div>
          <div><dt>{t('pay.facts.purpose')}</dt><dd>{t(`pay.purpose.${charge.purpose}`)}</dd></div>
          <div><dt>{t('pay.facts.due')}</dt><dd><DueDate charge={charge} /></dd></div>
          <div>
            <dt>{t('pay.facts.reference')}</dt>
            <dd className="pay-copy"><span className="num">{inGroups(charge.reference)}</span><CopyButton text={charge.reference} label={t('pay.facts.reference')} /></dd>
          </div>
        </dl>
      </div>
    </Panel>
  )
}

function Cancel({ charge }: { charge: Charge }) {
  const { t } = useTranslation()
  const cancel = useCancel(charge.id)
  if (!charge.allowed_actions.includes('cancel')) return null
  return (
    <Panel title={t('pay.cancel.title')}>
      <p className="zr-sub">{t('pay.cancel.text')}</p>
      <div className="pay-actions">
        <ConfirmAction label={t('pay.cancel.run')} title={t('pay.cancel.ask', { reference: charge.reference })} text={t('pay.cancel.text')}
          asks="reason" button={{ danger: true }} run={(reason) => cancel.mutateAsync(reason)} />
      </div>
    </Panel>
  )
}

export default function PayPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const me = useMe()
  const handles = useMay('handle_money')
  const returned = useSearchParams()[0].get('paid') === '1'
  const asked = useCharge(id, returned)
  const charge = asked.data
  const history = useHistory(charge)
  const crumbs = [{ label: t('pay.list.title'), to: '/account/billing' }]
  if (asked.isPending) return <><PageHeader crumbs={crumbs} title={t('pay.page.title')} /><SkeletonRows rows={8} /></>
  if (asked.isLoadingError || !charge) return <><PageHeader crumbs={crumbs} title={t('pay.page.title')} /><ErrorState error={asked.error} retry={() => void asked.refetch()} /></>
  const moves = history.data ?? []
  const mayRefund = handles && charge.kept_fen > 0
  const payer = charge.payer_id === me.organisation.id
  return (
    <>
      <PageHeader crumbs={[...crumbs, { label: charge.reference }]} title={charge.about}
        mark={<StatusTag subject="charge" state={charge.state} />} sub={t(payer ? 'pay.page.subPayer' : 'pay.page.subOther', { payer: charge.payer_name, payee: charge.payee_name })} />
      <div className="pay-two">
        <div className="pay-stack">
          {payer && returned && <Progress charge={charge} returned />}
          <Facts charge={charge} />
          {payer && !returned && <PayOnline charge={charge} />}
          {payer && isDue(charge) && !returned && <Transfer charge={charge} />}
          {!isDue(charge) && <Receipt charge={charge} moves={moves} />}
        </div>
        <aside className="pay-stack">
          <div className="pay-first"><Standing charge={charge} /></div>
          <Panel title={t('pay.history.title')}>
            {history.isPending ? <SkeletonRows rows={3} /> : history.isLoadingError ? <ErrorState compact error={history.error} retry={() => void history.refetch()} /> : <Story told={story(charge, moves)} />}
          </Panel>
          {!isDue(charge) && <div className="pay-noprint"><InvoicePanel charge={charge} payer={payer} /></div>}
          {mayRefund && <Link className="pay-noprint" to={`/o/money/refunds?charge=${charge.id}`}>{t('pay.page.refund')}</Link>}
          <Cancel charge={charge} />
          <Link className="pay-noprint" to="/account/billing">{t('pay.page.all')}</Link>
        </aside>
      </div>
    </>
  )
}
