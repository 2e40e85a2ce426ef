/** The range as it stands while the form is being written. */
import { useTranslation } from 'react-i18next'
import { Spin } from 'antd'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import type { Estimate } from '../estimate'
import WorkedView from './WorkedView'

interface Props {
  estimate: Estimate | undefined
  isPending: boolean
  isRefused: boolean
  titles: Record<string, string>
}

export default function EstimateResult({ estimate, isPending, isRefused, titles }: Props) {
  const { t } = useTranslation()
  return (
    <div className="va-result" tabIndex={0} role="region" aria-label={t('valuation.estimate.result')}>
      <Panel title={t('valuation.estimate.result')} extra={isPending && <Spin size="small" />}>
        {estimate === undefined && <p className="muted">{t(isRefused ? 'valuation.estimate.refused' : 'valuation.estimate.waiting')}</p>}
        {estimate !== undefined && (
          <>
            <div aria-live="polite" className={isRefused ? 'va-stale' : undefined}>
              {isRefused && <p>{t('valuation.estimate.stale')}</p>}
              {estimate.low_fen !== null && estimate.high_fen !== null ? (
                <p className="va-range num"><Money fen={estimate.low_fen} /> – <Money fen={estimate.high_fen} />
                  <span className="va-central">P50 <Money fen={estimate.central_fen} /></span></p>
              ) : (
                <p>{t('valuation.estimate.sideBySide', { n: estimate.methods.length })}</p>
              )}
              <p className="need-hint">{t('valuation.estimate.said', { date: estimate.base_date, valuer: estimate.valuer, method: t(`valuation.method.${estimate.method}`) })}</p>
            </div>
            <WorkedView worked={estimate} titles={titles} />
            <p className="need-hint">{t('valuation.estimate.indicative')}</p>
          </>
        )}
      </Panel>
    </div>
  )
}
