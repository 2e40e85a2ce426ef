/** The one figure of a target that is stated or counted by the library, against the target and the plan's path. */
import { useTranslation } from 'react-i18next'
import Mark from '../../../ui/Mark'
import StatusTag from '../../../ui/StatusTag'
import type { Measure } from '../stated'

export default function MeasureHead({ measure, level = 2 }: { measure: Measure; level?: 2 | 3 }) {
  const { t } = useTranslation()
  const { pace } = measure
  const unit = `district.stated.unit.${measure.way}`
  const Heading = level === 2 ? 'h2' : 'h3'
  const due = pace ? (pace.expected / measure.target) * 100 : 0
  return (
    <div className="d-head">
      <Heading className="zr-sub">{t(`district.stated.counted.${measure.way}`)}</Heading>
      <div className="d-line">
        <strong className="d-figure num">{t(unit, { n: measure.value })}</strong>
        <span>{t('district.target')} <span className="num">{t(unit, { n: measure.target })}</span></span>
      </div>
      <div className="d-progress" role="img" aria-label={t('district.stated.progress', { ratio: measure.ratio })}>
        <span className="d-progress-fill" style={{ width: `${Math.min(100, Number(measure.ratio))}%` }} />
        {pace && <span className="d-progress-tick" style={{ left: `${Math.min(due, 100)}%` }} />}
      </div>
      <div className="d-line">
        <span><strong className="d-ratio num">{measure.ratio}%</strong> {t('district.done')}</span>
        {pace ? <StatusTag subject="pace" state={pace.status} />
          : <Mark tone={measure.reached ? 'success' : 'warning'}>{t(measure.reached ? 'district.reached' : 'district.stated.not_reached')}</Mark>}
      </div>
      <dl className="d-facts">
        {measure.way === 'stock' && (
          <>
            <dt>{t('district.stated.pieces')}</dt>
            <dd className="num">{measure.counted.toLocaleString()}</dd>
            <dt>{t('district.stated.residents')}</dt>
            <dd className="num">{measure.residents?.toLocaleString() ?? t('common.unknown')}</dd>
          </>
        )}
        {pace && (
          <>
            <dt>{t('district.expected')}</dt>
            <dd className="num">{t(unit, { n: pace.expected })}</dd>
            <dt>{t('district.elapsed')}</dt>
            <dd className="num">{t('district.elapsed_days', { n: pace.elapsed_days, of: pace.total_days, share: pace.elapsed })}</dd>
          </>
        )}
        <dt>{t('district.missing')}</dt>
        <dd className="num">{measure.missing === 0 ? t('district.reached') : t(`district.stated.missing.${measure.way}`, { n: measure.missing })}</dd>
        <dt>{t('district.stated.as_of')}</dt>
        <dd className="num">{measure.as_of ?? t('district.stated.nothing')}</dd>
        <dt>{t('district.stated.waiting')}</dt>
        <dd className="num">{measure.waiting}</dd>
      </dl>
    </div>
  )
}
