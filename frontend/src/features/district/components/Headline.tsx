/** The one figure: what counts, of what, where it should be, and what is missing each month. */
import { useTranslation } from 'react-i18next'
import Money from '../../../ui/Money'
import StatusTag from '../../../ui/StatusTag'
import type { Target } from '../queries'

export default function Headline({ target }: { target: Target }) {
  const { t } = useTranslation()
  const { pace } = target
  const whole = target.target_fen ?? 0
  const reached = Math.min(100, whole ? ((target.counted_fen ?? 0) / whole) * 100 : 0)
  const due = whole ? ((pace?.expected_fen ?? 0) / whole) * 100 : 0
  return (
    <div className="d-head">
      <h2 className="zr-sub">{t('district.counted')}</h2>
      <div className="d-line">
        <strong className="d-figure"><Money fen={target.counted_fen} /></strong>
        <span>{t('district.target')} <Money fen={target.target_fen} /></span>
      </div>
      <div className="d-progress" role="img"
        aria-label={t('district.progress', { ratio: target.ratio, elapsed: pace?.elapsed })}>
        <span className="d-progress-fill" style={{ width: `${reached}%` }} />
        <span className="d-progress-tick" style={{ left: `${Math.min(due, 100)}%` }} />
      </div>
      <div className="d-line">
        <span><strong className="d-ratio num">{target.ratio}%</strong> {t('district.done')}</span>
        {pace && <StatusTag subject="pace" state={pace.status} />}
      </div>
      <dl className="d-facts">
        <dt>{t('district.expected')}</dt>
        <dd><Money fen={pace?.expected_fen} /></dd>
        <dt>{t('district.elapsed')}</dt>
        <dd className="num">{t('district.elapsed_days', { n: pace?.elapsed_days, of: pace?.total_days, share: pace?.elapsed })}</dd>
        <dt>{t('district.missing')}</dt>
        <dd>{pace?.missing_fen === 0 ? t('district.reached') : <Money fen={pace?.missing_fen} />}</dd>
        {pace && pace.missing_fen > 0 && (
          <>
            <dt>{t('district.monthly', { n: pace.months_left })}</dt>
            <dd>{pace.needed_per_month_fen === null ? t('district.over') : <Money fen={pace.needed_per_month_fen} />}</dd>
          </>
        )}
      </dl>
    </div>
  )
}
