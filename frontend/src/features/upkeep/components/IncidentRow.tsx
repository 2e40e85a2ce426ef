/** What the sweep found wrong: with which object, whose, and how it was settled. */
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import ConfirmAction from '../../../ui/ConfirmAction'
import Mark from '../../../ui/Mark'
import { type Incident, useUpkeep } from '../queries'

export default function IncidentRow({ incident }: { incident: Incident }) {
  const { t } = useTranslation()
  const { resolve } = useUpkeep()
  const named = incident.file_name ?? t('upkeep.incident.nobody')
  return (
    <>
      <div className="up-line">
        <Mark tone={incident.resolved_at ? 'neutral' : 'danger'}>{t(`upkeep.incident.kind.${incident.kind}`)}</Mark>
        <strong className="up-grow">{named}</strong>
        <span className="zr-sub num">{formatDateTime(incident.found_at)}</span>
        {incident.allowed_actions.includes('resolution') && (
          <ConfirmAction label={t('upkeep.incident.resolve')} title={t('upkeep.incident.resolveOf', { name: named })} text={t('upkeep.incident.resolveText')}
            asks="reason" button={{ size: 'small', 'aria-label': t('upkeep.incident.resolveOf', { name: named }) }}
            run={(reason) => resolve(incident.id, reason)} />
        )}
      </div>
      {incident.owner_name && <div>{incident.owner_name}</div>}
      <div>{t(`upkeep.incident.why.${incident.kind}`)}</div>
      <div className="zr-sub up-key num">{incident.object_key} · <span lang="en">{incident.detail}</span></div>
      {incident.resolved_at && (
        <div>{t('upkeep.incident.resolved', { at: formatDateTime(incident.resolved_at), by: incident.resolved_by_name ?? '—', reason: incident.resolution ?? '' })}</div>
      )}
    </>
  )
}
