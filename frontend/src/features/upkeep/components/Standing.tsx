/** What the store is and truly does, what it holds, and what the last sweep found. */
import { useTranslation } from 'react-i18next'
import { sizeText } from '../../../lib/size'
import { formatDateTime } from '../../../lib/dates'
import EmptyState from '../../../ui/EmptyState'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import type { Health, Sweep } from '../queries'

function Store({ health }: { health: Health }) {
  const { t } = useTranslation()
  const powers = health.powers
  if (!powers) {
    return (
      <div className="zr-problem" role="alert">
        <strong>{t('upkeep.store.down')}</strong>
        <div>{t('upkeep.store.downText')}</div>
      </div>
    )
  }
  return (
    <>
      <dl className="zr-facts">
        <div><dt>{t('upkeep.store.which')}</dt><dd>{t(`upkeep.store.name.${powers.store}`, { defaultValue: powers.store })}</dd></div>
        <div><dt>{t('upkeep.store.guard')}</dt><dd>{t(`upkeep.guard.${powers.guard}`)}</dd></div>
        <div>
          <dt>{t('upkeep.store.lock')}</dt>
          <dd><Mark tone={powers.object_lock ? 'success' : 'warning'}>{t(`upkeep.lock.${powers.object_lock}`)}</Mark></dd>
        </div>
        <div>
          <dt>{t('upkeep.store.versioning')}</dt>
          <dd><Mark tone={powers.versioning ? 'success' : 'neutral'}>{t(`upkeep.versioning.${powers.versioning}`)}</Mark></dd>
        </div>
      </dl>
      <div className="up-probe">
        <p>{t('upkeep.store.tried')}{t(`upkeep.store.why.${powers.guard}`)}</p>
        <details className="zr-sub">
          <summary>{t('upkeep.store.log')}</summary>
          <p className="zr-sub" lang="en">{powers.detail}</p>
        </details>
      </div>
    </>
  )
}

function LastSweep({ sweep }: { sweep: Sweep | null }) {
  const { t } = useTranslation()
  if (!sweep) return <EmptyState title={t('upkeep.sweep.none')} text={t('upkeep.sweep.noneText')} />
  return (
    <dl className="zr-facts">
      <div>
        <dt>{t('upkeep.sweep.state')}</dt>
        <dd><Mark tone={sweep.complete ? 'success' : 'warning'}>{t(`upkeep.sweep.complete.${sweep.complete}`)}</Mark></dd>
      </div>
      <div><dt>{t('upkeep.sweep.ended')}</dt><dd className="num">{formatDateTime(sweep.ended_at)}</dd></div>
      <div><dt>{t('upkeep.sweep.objects')}</dt><dd className="num">{t('upkeep.sweep.seen', { n: sweep.object_count, size: sizeText(sweep.bytes) })}</dd></div>
      <div><dt>{t('upkeep.sweep.read')}</dt><dd className="num">{sizeText(sweep.checked_bytes)}</dd></div>
      <div><dt>{t('upkeep.sweep.found')}</dt><dd className="num">{sweep.incidents}</dd></div>
    </dl>
  )
}

export default function Standing({ health }: { health: Health }) {
  const { t } = useTranslation()
  const figures = [
    { key: 'objects', value: health.objects }, { key: 'bytes', value: sizeText(health.bytes) },
    { key: 'retained', value: health.retained }, { key: 'locked', value: health.locked },
    { key: 'unsealed', value: health.unsealed }, { key: 'open', value: health.open_incidents },
  ]
  return (
    <>
      <div className="zr-figures">
        {figures.map((figure) => (
          <div key={figure.key} className="zr-figure">
            <span className="zr-sub">{t(`upkeep.figure.${figure.key}`)}</span>
            <strong>{figure.value}</strong>
          </div>
        ))}
      </div>
      <div className="up-halves">
        <Panel title={t('upkeep.store.title')}><Store health={health} /></Panel>
        <Panel title={t('upkeep.sweep.title')} sub={t('upkeep.sweep.sub')}><LastSweep sweep={health.last_sweep} /></Panel>
      </div>
    </>
  )
}
