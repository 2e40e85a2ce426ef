import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import { nearFees, type FeeYear } from '../model'
import { yuanText } from '../../../lib/fen'
import type { Tone } from '../../../lib/status'

const TONE: Record<string, Tone> = {
  with_grant: 'neutral',
  paid: 'success',
  due: 'pending',
  late: 'warning',
  past: 'neutral',
  ahead: 'neutral',
}

export default function FeeCalendar({ fees }: { fees: FeeYear[] }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const near = nearFees(fees)
  const shown = all ? fees : near
  return (
    <Panel flush title={t('portfolio.asset.fees.title')} sub={t('portfolio.asset.fees.sub')}>
      {fees.length === 0 ? (
        <p className="muted pf-pad">{t('portfolio.asset.fees.empty')}</p>
      ) : (
        <div className="pf-scroll" tabIndex={0} role="region" aria-label={t('portfolio.asset.fees.table')}>
          <table className="pf-table zr-table-cards">
            <thead>
              <tr>
                <th scope="col">{t('portfolio.asset.fees.year')}</th>
                <th scope="col">{t('portfolio.asset.fees.due')}</th>
                <th scope="col">{t('portfolio.asset.fees.late')}</th>
                <th scope="col">{t('portfolio.asset.fees.state')}</th>
                <th scope="col" className="right">
                  {t('portfolio.asset.fees.amount')}
                </th>
                <th scope="col" className="right">
                  {t('portfolio.asset.fees.surcharge')}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((fee) => (
                <tr key={fee.year}>
                  <td data-label={t('portfolio.asset.fees.year')} className="nowrap">{t('portfolio.feeYear', { n: fee.year })}</td>
                  <td data-label={t('portfolio.asset.fees.due')} className="nowrap num">{fee.due_on}</td>
                  <td data-label={t('portfolio.asset.fees.late')} className="nowrap num">{fee.late_until}</td>
                  <td data-label={t('portfolio.asset.fees.state')}>
                    <Mark tone={TONE[fee.state] ?? 'neutral'}>
                      {t(`portfolio.asset.feeState.${fee.state}`)}
                    </Mark>
                    {fee.paid_on && (
                      <span className="muted num nowrap">
                        {' '}
                        {t('portfolio.asset.fees.paidOn', { date: fee.paid_on })}
                      </span>
                    )}
                  </td>
                  <td data-label={t('portfolio.asset.fees.amount')} className="right num">
                    {yuanText(fee.amount_fen)}
                  </td>
                  <td data-label={t('portfolio.asset.fees.surcharge')} className="right num">
                    {fee.surcharge_fen > 0 ? yuanText(fee.surcharge_fen) : '—'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {near.length < fees.length && (
        <div className="pf-more">
          <Button type="link" onClick={() => setAll(!all)}>
            {t(all ? 'portfolio.asset.fees.few' : 'portfolio.asset.fees.all')}
          </Button>
        </div>
      )}
    </Panel>
  )
}
