/** One registration: parties, rights, amount, evidence, who checked it where, what it counted. */
import { DownloadOutlined } from '@ant-design/icons'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { creditCode } from '../../../lib/patentNumber'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import Count from '../components/Count'
import { PLACES_LOOKED } from '../model'
import { type Registration, useRegistration } from '../queries'
import ViewLink from '../../../ui/ViewLink'

export default function RegistrationPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const asked = useRegistration(id)
  const found = asked.data
  const title = found ? t('district.registration_title', { number: found.registration_number }) : t('nav.d.register')
  if (asked.isLoadingError) return <ErrorState error={asked.error} retry={() => void asked.refetch()} />
  return (
    <>
      <PageHeader title={title} sub={found && `${found.number} · ${t(found.made_elsewhere ? 'district.elsewhere' : 'district.on_platform')}`}
        crumbs={[{ label: t('nav.d.home'), to: '/d' }, { label: t('nav.d.register'), to: '/d/register' }, { label: found?.registration_number ?? '…' }]}
        extra={found && <><StatusTag subject="pledge" state={found.state} /><Stage stage={stageOf(found)} /></>} />
      {!found ? <Panel><SkeletonRows rows={8} /></Panel> : (
        <>
          {found.warnings.map((each) => <Alert key={each} type="warning" showIcon title={t(`district.warning.${each}`, { defaultValue: each })} />)}
          <Facts found={found} />
          <Count found={found} />
          <Rights found={found} />
          <Evidence found={found} />
          <Checks found={found} />
          <Counted found={found} />
        </>
      )}
    </>
  )
}

function Stage({ stage }: { stage: string }) {
  const { t } = useTranslation()
  return stage === 'mismatch' ? <Mark tone="danger">{t('district.outcome_of.mismatch')}</Mark> : <StatusTag subject="stage" state={stage} />
}

function stageOf(found: Registration): string {
  if (found.verifications.at(-1)?.outcome === 'confirmed') return 'verified'
  if (found.verifications.some((each) => each.outcome === 'confirmed')) return 'corrected'
  if (found.verifications.length > 0) return 'mismatch'
  return found.recordings.at(-1)?.document_id ? 'evidenced' : 'claimed'
}

function Facts({ found }: { found: Registration }) {
  const { t } = useTranslation()
  const { pledgor, pledgee, co_pledgors, co_pledgees } = found.parties
  const party = (each: typeof pledgor) => (
    <div key={each.name}>{each.name}<div className="zr-sub num">{each.code ? creditCode(each.code) : t('district.no_code')}</div>
      {each.address && <div className="zr-sub">{each.address}</div>}</div>
  )
  return (
    <Panel title={t('district.facts')}>
      <dl className="zr-facts">
        <div><dt>{t('district.secured')}</dt><dd><strong><Money fen={found.secured_fen} exact /></strong></dd></div>
        <div><dt>{t('district.claim_kind')}</dt><dd>{found.claim_kind ? t(`district.claim.${found.claim_kind}`) : '—'}</dd></div>
        <div><dt>{t('district.registered_on')}</dt><dd className="num">{found.registered_on}</dd></div>
        <div><dt>{t('district.counted_here')}</dt><dd><strong><Money fen={found.counted_fen} exact /></strong></dd></div>
        <div><dt>{t('district.pledgor')}</dt><dd>{[pledgor, ...co_pledgors].map(party)}</dd></div>
        <div><dt>{t('district.pledgee')}</dt><dd>{[pledgee, ...co_pledgees].map(party)}</dd></div>
        {found.cancelled_on && <div><dt>{t('district.cancelled_on')}</dt><dd className="num">{found.cancelled_on}</dd></div>}
        {found.revoked_on && <div><dt>{t('district.revoked_on')}</dt><dd className="num">{found.revoked_on}</dd></div>}
      </dl>
    </Panel>
  )
}

function Rights({ found }: { found: Registration }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('district.rights', { n: found.rights.length })}>
      <ul className="d-rows">
        {found.rights.map((right) => (
          <li key={right.id}>
            <strong className="num">{right.label}</strong> {right.title}
            <div className="zr-sub">
              {t('district.right_line', { owners: right.patentees.join(t('common.sep')) || t('common.unknown'), granted: right.granted_on ?? t('common.unknown'), expires: right.expires_on ?? t('common.unknown') })}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Evidence({ found }: { found: Registration }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('district.evidence')}>
      <ol className="d-rows">
        {found.recordings.map((row) => (
          <li key={row.version}>
            <strong>{t(`district.recording.${row.cause}`)}</strong> <span className="num">{row.effective_on}</span> · <Money fen={row.secured_fen} exact />
            <div>
              {row.document_id ? (
                <><a href={`/api/v1/documents/${row.document_id}/content`} download>
                  <DownloadOutlined aria-hidden /> {row.document_name ?? t('district.notice')}
                </a> <ViewLink id={row.document_id} name={row.document_name} /></>
              ) : <Mark tone="warning">{t('district.no_notice')}</Mark>}
            </div>
            {row.reason && <div>{row.reason}</div>}
            <div className="zr-sub">{t('district.recorded_line', { name: row.recorder_name, when: formatDateTime(row.recorded_at), version: row.version })}</div>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function Checks({ found }: { found: Registration }) {
  const { t } = useTranslation()
  const looked = (value: string | null) =>
    value === null ? t('district.looked_nowhere')
      : PLACES_LOOKED.some((place) => place === value) ? t(`district.looked.${value}`) : value
  return (
    <Panel title={t('district.checks')}>
      {found.verifications.length === 0 ? <p className="zr-sub">{t('district.no_checks')}</p> : (
        <ol className="d-rows">
          {found.verifications.map((row) => (
            <li key={row.verified_at}>
              <Mark tone={row.outcome === 'confirmed' ? 'success' : 'danger'}>{t(`district.outcome_of.${row.outcome}`)}</Mark>{' '}
              {looked(row.looked_in)} <span className="num">{row.looked_on}</span>
              {row.reason && <div>{row.reason_words && row.reason_words + t('common.colon')}{row.reason}</div>}
              <div className="zr-sub">{row.verifier_name} · {formatDateTime(row.verified_at)}</div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}

function Counted({ found }: { found: Registration }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('district.entries')} sub={t('district.entries_sub')}>
      {found.entries.length === 0 ? <p className="zr-sub">{t('district.not_counted')}</p> : (
        <ol className="d-rows">
          {found.entries.map((row) => (
            <li key={row.id}>
              <span className="d-line">
                <span>{t(`district.cause.${row.cause}`)} <span className="num">{row.effective_on}</span> · {row.plan_code}</span>
                <strong><Money fen={row.amount_fen} exact /></strong>
              </span>
              {row.reason && <div>{row.reason}</div>}
              <div className="zr-sub">{t('district.entry_line', { name: row.counted_by_name, when: formatDateTime(row.recorded_at), version: row.rule_version })}</div>
            </li>
          ))}
        </ol>
      )}
      <p className="d-sum"><span>{t('district.counted_here')}</span><strong><Money fen={found.counted_fen} exact /></strong></p>
    </Panel>
  )
}
