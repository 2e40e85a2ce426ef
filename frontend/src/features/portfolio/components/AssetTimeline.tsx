import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Panel from '../../../ui/Panel'
import { formatDateTime } from '../../../lib/dates'
import type { AssetDetail } from '../model'

type Event = AssetDetail['timeline'][number]

/** What happened to the right, with the holding's own beginning in its place. */
export default function AssetTimeline({ detail }: { detail: AssetDetail }) {
  const { t } = useTranslation()
  const { added, timeline } = detail
  const before = timeline.filter((event) => event.occurred_at < added.at)
  const after = timeline.filter((event) => event.occurred_at >= added.at)
  return (
    <Panel title={t('portfolio.asset.timeline.title')}>
      <ol className="pf-timeline">
        <Events of={before} />
        <Added added={added} />
        <Events of={after} />
      </ol>
    </Panel>
  )
}

function Added({ added }: { added: AssetDetail['added'] }) {
  const { t } = useTranslation()
  return (
    <li>
      <div>{t('portfolio.asset.timeline.added')}</div>
      <div className="muted num">
        {[formatDateTime(added.at), added.by].filter(Boolean).join(' · ')}
        {added.import_id && (
          <>
            {' · '}
            <Link to={`/e/ip/import?run=${added.import_id}`}>
              {added.file_name ?? t('portfolio.import.strip.pasted')}
            </Link>
          </>
        )}
      </div>
    </li>
  )
}

function Events({ of }: { of: Event[] }) {
  const { t } = useTranslation()
  return of.map((event) => (
    <li key={`${event.occurred_at}${event.name}`}>
      <div>
        {t(`portfolio.asset.event.${event.name}`, { defaultValue: t('portfolio.asset.event.other') })}
      </div>
      <div className="muted num">
        {formatDateTime(event.occurred_at)} · {event.organisation_name} · {event.actor_name}
      </div>
    </li>
  ))
}
