/** What a fee that is past its day asks for, as far as no payment is known. */
import { useTranslation } from 'react-i18next'
import Mark from '../../../ui/Mark'
import { yuanText } from '../../../lib/fen'
import type { Asset } from '../model'

export default function LateFee({ fee }: { fee: NonNullable<Asset['fee_due']> }) {
  const { t } = useTranslation()
  return (
    <div className="pf-need" role="note">
      <Mark tone="warning">{t('portfolio.feeLate', { n: fee.year })}</Mark>{' '}
      {t('portfolio.asset.lateFee', {
        due: fee.due_on,
        payBy: fee.pay_by,
        amount: yuanText(fee.amount_fen),
        surcharge: yuanText(fee.surcharge_fen),
      })}
    </div>
  )
}
