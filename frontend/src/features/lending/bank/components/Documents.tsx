/** What the firm attached, what was asked for, and the consent under which the bank reads it. */
import { FileTextOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import TrustTag from '../../../../ui/TrustTag'
import TrustWhy from '../../../../ui/TrustWhy'
import { formatDate, formatDateTime as moment } from '../../../../lib/dates'
import { useFrozen } from '../../frozen'
import { type Dossier, isDisowned } from '../model'
import { Flag } from './Parts'
import { VersionBadge } from './VersionBadge'

export function Documents({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const { documents, consent } = dossier.application
  const frozen = useFrozen(dossier.application.id)
  return (
    <div className="zb-zone">
      <h2>{t('bank.documents.title', { n: documents.length })}</h2>
      {documents.length === 0 && <p>{t('bank.documents.none')}</p>}
      <ul className="zb-plain">
        {documents.map((file) => (
          <li key={file.id} className="zb-check">
            <span className="zb-two">
              <FileTextOutlined aria-hidden /> {file.name} <TrustTag trust={file.trust} /> <VersionBadge frozen={frozen.get(file.id)} />
              {isDisowned(file) && <TrustWhy trust={file.trust} />}
              <small>{t(`bank.document.${file.kind}`, { defaultValue: file.kind })} · {t('bank.documents.deposited', { date: formatDate(file.deposited_at) })}</small>
            </span>
            <Link to={`/b/queue/${dossier.application.id}?tab=documents&doc=${file.id}`} aria-label={t('bank.documents.view', { name: file.name })}>
              {t('viewer.view')}
            </Link>
          </li>
        ))}
      </ul>
      <p className="zb-card-sub">
        {consent.given === null
          ? t('bank.documents.consent_missing')
          : t('bank.documents.consent', { name: consent.given.given_by, at: moment(consent.given.given_at), version: consent.given.version })}
      </p>
      {dossier.document_requests.length > 0 && <Requests dossier={dossier} />}
    </div>
  )
}

function Requests({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const names = Object.fromEntries(dossier.application.documents.map((file) => [file.id, file.name]))
  return (
    <section className="zb-section" id="document-requests" tabIndex={-1}>
      <h3>{t('bank.documents.requests')}</h3>
      <ul className="zb-plain">
        {dossier.document_requests.map((asked) => (
          <li key={asked.id} style={{ paddingBottom: 12 }}>
            <strong>{t('bank.documents.request_n', { n: asked.n })}</strong>{' '}
            {asked.answered_at !== null
              ? <Flag level="good">{t('bank.documents.answered', { at: moment(asked.answered_at) })}</Flag>
              : <Flag level={asked.closed_at === null ? 'warn' : 'plain'}>{t(asked.closed_at === null ? 'bank.documents.open' : 'bank.documents.closed')}</Flag>}
            <span className="zb-small">
              {t('bank.documents.asked', { name: asked.asked_by ?? '', at: moment(asked.asked_at), date: asked.answer_by })}
            </span>
            <ol style={{ margin: 0, paddingLeft: 20, listStyle: 'decimal' }}>
              {asked.items.map((item) => (
                <li key={`${item.kind}${item.text}`}>{t(`bank.document.${item.kind}`, { defaultValue: item.kind })}{t('common.colon')}{item.text}</li>
              ))}
            </ol>
            {asked.note && <span className="zb-small">{t('bank.documents.note', { note: asked.note })}</span>}
            {asked.document_ids.map((id) => names[id] !== undefined && <span key={id} className="zb-small">{names[id]}</span>)}
          </li>
        ))}
      </ul>
    </section>
  )
}
