/** What happened to a pledge, newest first. */
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import type { Pledge } from '../model'

export function History({ history }: { history: Pledge['history'] }) {
  const { t } = useTranslation()
  if (history.length === 0) return <p>{t('registry.history.empty')}</p>
  return (
    <ol className="zp-events">
      {history.toReversed().map((event, place) => {
        const said = event.payload as Record<string, unknown>
        const details = ['registration_number', 'reason', 'text', 'due_on', 'cure_by']
          .map((key) => said[key]).filter((each) => typeof each === 'string' && each !== '').join(' · ')
        return (
          <li key={`${event.occurred_at}${place}`}>
            <time dateTime={event.occurred_at} className="zp-small zp-nowrap">{formatDateTime(event.occurred_at)}</time>
            <span>
              {event.actor_name} {t(`registry.history.event.${event.name.split('.')[1]}`, { defaultValue: t('registry.history.event.other') })}
              {details && <span className="zp-small zp-block">{details}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
