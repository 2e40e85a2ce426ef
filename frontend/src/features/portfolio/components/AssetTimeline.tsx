import { useTranslation } from 'react-i18next'
import Panel from '../../../ui/Panel'
import { formatDateTime } from '../../../lib/dates'
import type { AssetDetail } from '../model'

export default function AssetTimeline({ events }: { events: AssetDetail['timeline'] }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('portfolio.asset.timeline.title')}>
      {events.length === 0 && <p className="muted">{t('portfolio.asset.timeline.empty')}</p>}
      <ol className="pf-timeline">
        {events.map((event) => (
          <li key={`${event.occurred_at}${event.name}`}>
            <div>
              {t(`portfolio.asset.event.${event.name}`, {
                defaultValue: t('portfolio.asset.event.other'),
              })}
            </div>
            <div className="muted num">
              {formatDateTime(event.occurred_at)} · {event.organisation_name} · {event.actor_name}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
