/** What was paid, as a sheet to keep: it proves a payment on this platform and is no tax invoice. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../lib/dates'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import { inGroups } from '../model'
import type { Charge, Movement } from '../queries'

export default function Receipt({ charge, moves }: { charge: Charge; moves: Movement[] }) {
  const { t } = useTranslation()
  const came = moves.filter((each) => each.kind === 'received')
  const last = came.at(-1)
  if (!last) return null
  const ways = [...new Set(came.map((each) => each.source))].filter((each) => each !== null)
  return (
    <div className="pay-receipt">
      <Panel title={t('pay.receipt.title')} extra={<span className="pay-noprint"><Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('pay.receipt.print')}</Button></span>}>
        <dl className="zr-facts">
          <div><dt>{t('pay.receipt.number')}</dt><dd className="num">{inGroups(charge.reference)}</dd></div>
          <div><dt>{t('pay.receipt.on')}</dt><dd className="num">{formatDate(last.occurred_on)}</dd></div>
          <div><dt>{t('pay.receipt.payer')}</dt><dd>{charge.payer_name}</dd></div>
          <div><dt>{t('pay.receipt.payee')}</dt><dd>{charge.payee_name}</dd></div>
          <div><dt>{t('pay.receipt.for')}</dt><dd>{t(`pay.purpose.${charge.purpose}`)} · {charge.about}</dd></div>
          <div><dt>{t('pay.receipt.way')}</dt><dd>{ways.map((way) => t(`pay.source.${way}`)).join(t('common.sep'))}</dd></div>
          <div><dt>{t('pay.receipt.kept')}</dt><dd><Money fen={charge.kept_fen} exact /></dd></div>
          <div><dt>{t('pay.receipt.amount')}</dt><dd><Money fen={charge.amount_fen} exact /><div className="zr-sub">{charge.amount_capitals}</div></dd></div>
        </dl>
        <p className="zr-sub">{t('pay.receipt.note')}</p>
      </Panel>
    </div>
  )
}
