import { useTranslation } from 'react-i18next'
import WorkdayClock from '../../../../ui/WorkdayClock'
import { daysUntil } from '../../../../lib/dates'
import type { Application } from '../model'

interface Props {
  clock: Application['clock']
  offer?: Application['offer']
  full?: boolean
}

/** The bank's decision clock as blocks and words; for an open offer, until when it stands. */
export default function Clock({ clock, offer = null, full = false }: Props) {
  const { t } = useTranslation()
  const P = 'lending_enterprise.loan'
  if (offer?.state === 'open') {
    const n = daysUntil(offer.valid_until)
    return (
      <span className={n <= 3 ? 'late num' : 'num'}>
        {t(`${P}.offer.valid`)}{' '}
        {t(`${P}.offer.validDays`, { date: offer.valid_until, n: Math.max(n, 0) })}
      </span>
    )
  }
  if (clock === null) return <span className="muted">{t('lending_enterprise.list.noClock')}</span>
  const words =
    clock.state === 'stopped'
      ? t(`${P}.clock.stopped`)
      : clock.state === 'ended'
        ? t(`${P}.clock.ended`)
        : clock.overdue
          ? t(`${P}.clock.overdue`)
          : t(`${P}.clock.due`, { date: clock.due_on ?? '' })
  return (
    <span className="le-clock">
      <WorkdayClock
        total={clock.working_days_total}
        used={clock.working_days_used}
        overdue={clock.overdue && clock.state === 'running'}
        label={t(`${P}.clock.label`, {
          used: clock.working_days_used,
          total: clock.working_days_total,
        })}
      />
      <span className={clock.overdue && clock.state === 'running' ? 'late' : 'le-clock-words'}>
        {words}
      </span>
      {full && (
        <span className="muted num">
          {t(`${P}.clock.used`, {
            used: clock.working_days_used,
            total: clock.working_days_total,
          })}
          {clock.provisional && ` · ${t(`${P}.clock.provisional`)}`}
        </span>
      )}
    </span>
  )
}
