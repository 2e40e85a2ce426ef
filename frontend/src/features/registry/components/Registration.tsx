/** CNIPA's registration as recorded, with the two checks of it. */
import { DownloadOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import { useMoney } from '../../../lib/useMoney'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import type { Pledge } from '../model'
import ViewLink from '../../../ui/ViewLink'

export function Registration({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const money = useMoney()
  const { registration } = pledge
  if (registration === null) return null
  return (
    <Panel title={t('registry.registration.title')}>
      <dl className="zp-dl">
        <dt>{t('registry.form.number')}</dt>
        <dd>
          <strong className="zp-nowrap">{registration.number}</strong>{' '}
          {registration.warnings.map((each) => <Mark key={each} tone="warning">{t(`registry.registration.warning.${each}`)}</Mark>)}
        </dd>
        <dt>{t('registry.form.registered_on')}</dt><dd>{registration.registered_on}</dd>
        <dt>{t('registry.registration.notice')}</dt>
        <dd>
          {registration.notice_document_id === null ? t('registry.registration.none') : (
            <><a href={`/api/v1/documents/${registration.notice_document_id}/content`} download><DownloadOutlined aria-hidden /> {t('registry.registration.notice')}</a> <ViewLink id={registration.notice_document_id} name={t('registry.registration.notice')} /></>
          )}
        </dd>
        <dt>{t('registry.registration.recorded_by')}</dt>
        <dd>
          {registration.recordings.map((each) => (
            <div key={each.version}>
              {registration.recordings.length > 1 && `${t(`registry.registration.recording.${each.corrects === null ? each.cause : 'corrected'}`)} ${each.effective_on} · `}
              {t('registry.registration.by', { name: each.recorder_name, at: formatDateTime(each.recorded_at) })}
              {each.cause === 'change' && each.document_id !== null && (
                <> · <a href={`/api/v1/documents/${each.document_id}/content`} download><DownloadOutlined aria-hidden /> {each.document_name ?? t('registry.registration.notice')}</a> <ViewLink id={each.document_id} name={each.document_name} /></>
              )}
            </div>
          ))}
        </dd>
        <dt>{t('registry.registration.verification')}</dt><dd>{pledge.made_elsewhere && pledge.verification === null ? <Mark tone="neutral">{t('registry.list.elsewhere')}</Mark> : <Checked check={pledge.verification} />}</dd>
        <dt>{t('registry.registration.count')}</dt>
        <dd>
          <Checked check={pledge.count_verification} />{' '}
          <span className="zp-small">{pledge.counted ? t('registry.registration.counted', { amount: money(pledge.counted_fen) }) : t('registry.registration.not_counted')}</span>
        </dd>
      </dl>
    </Panel>
  )
}

function Checked({ check }: { check: Pledge['verification'] }) {
  const { t } = useTranslation()
  if (check === null) return <Mark tone="pending">{t('registry.list.verified_no')}</Mark>
  return (
    <>
      <Mark tone={check.outcome === 'confirmed' ? 'success' : 'danger'}>{t(`registry.form.${check.outcome}`)}</Mark>{' '}
      <span className="zp-small">{t('registry.registration.by', { name: check.verifier_name, at: formatDateTime(check.verified_at) })}{check.reason && ` · ${check.reason}`}</span>
    </>
  )
}
