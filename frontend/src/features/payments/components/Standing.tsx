/** Where the charge stands, in one sentence, and what is still open or on its way. */
import { useTranslation } from 'react-i18next'
import { yuanText } from '../../../lib/fen'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import StatusTag from '../../../ui/StatusTag'
import type { Charge } from '../queries'

export default function Standing({ charge }: { charge: Charge }) {
  const { t } = useTranslation()
  const exact = (fen: number) => t('common.yuan', { amount: yuanText(fen) })
  const rows = [
    { key: 'outstanding', fen: charge.outstanding_fen, always: charge.state === 'open' || charge.state === 'part_paid' },
    { key: 'kept', fen: charge.kept_fen, always: charge.kept_fen > 0 },
    { key: 'refundOrdered', fen: charge.refund_ordered_fen, always: charge.refund_ordered_fen > 0 },
    { key: 'paidBack', fen: charge.paid_back_fen, always: charge.paid_back_fen > 0 },
  ].filter((row) => row.always)
  return (
    <Panel title={t('pay.standing.title')} extra={<StatusTag subject="charge" state={charge.state} />}>
      <p role="status">
        {t(`pay.standing.${charge.overdue ? 'overdue' : charge.state}`, {
          kept: exact(charge.kept_fen), open: exact(charge.outstanding_fen), refunded: exact(charge.refunded_fen), due: charge.due_on,
        })}
        {charge.refund_ordered_fen > 0 && t('pay.standing.onItsWay', { ordered: exact(charge.refund_ordered_fen) })}
      </p>
      {charge.cancelled_because && <p className="zr-said">{t('pay.standing.because', { reason: charge.cancelled_because })}</p>}
      <dl className="zr-facts">
        {rows.map((row) => <div key={row.key}><dt>{t(`pay.standing.${row.key}`)}</dt><dd><Money fen={row.fen} exact /></dd></div>)}
      </dl>
    </Panel>
  )
}
