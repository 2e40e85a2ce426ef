/** How to pay by bank transfer: account, amount, and the one thing to write as remark. */
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../api/problem'
import { yuanText } from '../../../lib/fen'
import ErrorState from '../../../ui/ErrorState'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { inGroups, pictureOf } from '../model'
import { type Charge, useInstruction } from '../queries'
import CopyButton from './CopyButton'
import SheetButtons from './SheetButtons'

export default function Transfer({ charge }: { charge: Charge }) {
  const { t } = useTranslation()
  const asked = useInstruction(charge)
  const told = asked.data
  const none = asked.error && asProblem(asked.error).code === 'treasury.no_account'
  if (none) return <Panel title={t('pay.transfer.title')}><p>{t('pay.transfer.none')}</p></Panel>
  if (asked.isPending) return <Panel title={t('pay.transfer.title')}><SkeletonRows rows={4} /></Panel>
  if (asked.isLoadingError || !told) return <Panel title={t('pay.transfer.title')}><ErrorState compact error={asked.error} retry={() => void asked.refetch()} /></Panel>
  const rows = [
    { key: 'reference', shown: inGroups(told.reference), text: told.reference },
    { key: 'accountName', shown: told.account_name, text: told.account_name },
    { key: 'accountNumber', shown: told.account_number.replace(/(.{4})(?=.)/g, '$1 '), text: told.account_number },
    { key: 'bankName', shown: told.bank_code ? `${told.bank_name} · ${told.bank_code}` : told.bank_name, text: told.bank_name },
  ]
  return (
    <Panel title={t('pay.transfer.title')} sub={t('pay.transfer.sub')}>
      <div className="pay-stack">
        <div className="zr-law">{t('pay.transfer.remark')}</div>
        <div className="pay-instruction">
          <dl>
            <div>
              <dt>{t('pay.transfer.amount')}</dt>
              <dd className="pay-copy"><strong><Money fen={told.amount_fen} exact /></strong><CopyButton text={yuanText(told.amount_fen).replaceAll(',', '')} label={t('pay.transfer.amount')} /></dd>
              <dd className="zr-sub">{told.amount_capitals}</dd>
            </div>
            {rows.map((row) => (
              <div key={row.key}>
                <dt>{t(`pay.transfer.${row.key}`)}</dt>
                <dd className="pay-copy"><strong>{row.shown}</strong><CopyButton text={row.text} label={t(`pay.transfer.${row.key}`)} /></dd>
              </div>
            ))}
          </dl>
          <figure className="pay-qr">
            <img src={pictureOf(told.qr_svg)} alt={t('pay.transfer.qr')} />
            <figcaption className="zr-sub">{t('pay.transfer.qrText')}</figcaption>
          </figure>
        </div>
        <p className="zr-sub">{t('pay.transfer.after')}</p>
        <SheetButtons charge={charge.id} reference={told.reference} />
      </div>
    </Panel>
  )
}
