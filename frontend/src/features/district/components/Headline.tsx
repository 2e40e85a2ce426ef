/** The one figure: what counts, of what, where it should be, and what is missing each month. */
import { useTranslation } from 'react-i18next'
import Money from '../../../ui/Money'
import StatusTag from '../../../ui/StatusTag'
import { gapOf } from '../model'
import type { Target } from '../queries'

export default function Headline({ target }: { target: Target }) {
  const { t } = useTranslation()
  const whole = target.target_fen ?? 0
  const reached = Math.min(100, whole ? ((target.counted_fen ?? 0) / whole) * 100 : 0)
  const due = whole ? ((target.pace?.expected_fen ?? 0) / whole) * 100 : 0
  const gap = gapOf(target)
  return (
    <div className="d-head">
      <h2 className="zr-sub">{t('district.counted')}</h2>
      <div className="d-line">
        <strong className="d-figure"><Money fen={target.counted_fen} /></strong>
        <span>{t('district.target')} <Money fen={target.target_fen} /></span>
      </div>
      <div className="d-progress" role="img"
        aria-label={t('district.progress', { ratio: target.ratio, elapsed: target.pace?.elapsed })}>
        <span className="d-progress-fill" style={{ width: `${reached}%` }} />
        <span className="d-progress-tick" style={{ left: `${Math.min(due, 100)}%` }} />
      </div>
      <div className="d-line">
        <span><strong className="d-ratio num">{target.ratio}%</strong> {t('district.done')}</span>
        {target.pace && <StatusTag subject="pace" state={target.pace.status} />}
      </div>
      <dl className="d-facts">
        <dt>{t('district.expected')}</dt>
        <dd><Money fen={target.pace?.expected_fen} /></dd>
        <dt>{t('district.elapsed')}</dt>
        <dd className="num">{t('district.elapsed_days', { n: target.pace?.elapsed_days, of: target.pace?.total_days, share: target.pace?.elapsed })}</dd>
        {gap === null ? (
          <>
            <dt>{t('district.missing')}</dt>
            <dd>{t('district.reached')}</dd>
          </>
        ) : (
          <>
            <dt>{t('district.missing')}</dt>
            <dd><Money fen={gap.missing} /></dd>
            <dt>{t('district.monthly', { n: gap.months })}</dt>
            <dd>{gap.months === 0 ? t('district.over') : <Money fen={gap.monthly} />}</dd>
          </>
        )}
      </dl>
    </div>
  )
}
