/** Small pieces of a holding that the table, the cards and the page show alike. */
import { useTranslation } from 'react-i18next'
import Money from '../../../ui/Money'
import Mark from '../../../ui/Mark'
import { daysUntil } from '../../../lib/dates'
import { isUsable, type Asset } from '../model'

export function Sourced({ source, asOf }: { source: string; asOf: string | null }) {
  const { t } = useTranslation()
  return (
    <span className="pf-two">
      <span>{t(`portfolio.source.${source}`)}</span>
      {asOf && <span className="muted num nowrap">{asOf}</span>}
    </span>
  )
}

export function FeeDue({ fee, none = false }: { fee: Asset['fee_due']; none?: boolean }) {
  const { t } = useTranslation()
  if (none) return <span className="muted">{t('portfolio.list.noFee')}</span>
  if (fee === null) return <span className="muted">{t('portfolio.list.feeUnknown')}</span>
  if (fee.late)
    return (
      <span className="pf-two">
        <span>
          <Mark tone="warning">{t('portfolio.feeLate', { n: fee.year })}</Mark>
        </span>
        <span className="num nowrap">{t('portfolio.feePayBy', { date: fee.pay_by })}</span>
        <span>
          <Money fen={fee.amount_fen} exact />
          {fee.surcharge_fen > 0 && (
            <>
              {' + '}
              {t('portfolio.feeSurcharge')} <Money fen={fee.surcharge_fen} exact />
            </>
          )}
        </span>
      </span>
    )
  const days = daysUntil(fee.due_on)
  return (
    <span className="pf-two">
      <span className="num nowrap">
        {fee.due_on} · {t('portfolio.feeYear', { n: fee.year })}
      </span>
      <span className={days <= 31 ? 'late nowrap' : 'muted nowrap'}>
        <DaysText days={days} /> · <Money fen={fee.amount_fen} exact />
      </span>
    </span>
  )
}

export function DaysText({ days }: { days: number }) {
  const { t } = useTranslation()
  if (days === 0) return <>{t('portfolio.feeToday')}</>
  return <>{t(days > 0 ? 'portfolio.feeDays' : 'portfolio.feePast', { n: Math.abs(days) })}</>
}

/** Whether it stands in a live pledge, as the platform records it. */
export function PledgeTag({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  if (!asset.pledged) return <span className="muted">{t('portfolio.pledged.false')}</span>
  return <Mark tone="warning">{t('portfolio.pledged.true')}</Mark>
}

export function UseState({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  if (asset.pledged) return <span className="muted">{t('portfolio.list.afterPledge')}</span>
  if (isUsable(asset)) return <Mark tone="success">{t('portfolio.list.usable')}</Mark>
  if (asset.needs.includes('application_number'))
    return <Mark tone="warning">{t('portfolio.list.noNumber')}</Mark>
  if (!asset.can_be_pledged_at_cnipa)
    return <Mark tone="neutral">{t('portfolio.list.cannotPledge')}</Mark>
  return <Mark tone="warning">{t('portfolio.list.noExtract')}</Mark>
}
