/** Who may read a document, and who might: each with its receipt, its purpose, its end, taken back here. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useSession } from '../../../lib/permissions'
import ConfirmAction from '../../../ui/ConfirmAction'
import Mark from '../../../ui/Mark'
import { type Grant, ofMatter } from '../model'
import { useAct, useBase } from '../queries'
import { mayRevoke } from '../rights'

const COLUMNS = ['reader', 'receipt', 'purpose', 'until', 'download', 'state'] as const

export default function Consents({ grants }: { grants: readonly Grant[] }) {
  const { t } = useTranslation()
  const base = useBase()
  const may = mayRevoke(useSession())
  const { revokeGrant } = useAct()
  const head = (column: (typeof COLUMNS)[number]) => t(`vault.consent.${column}`)
  const ordered = [...grants].sort((a, b) => Number(b.live) - Number(a.live) || b.granted_at.localeCompare(a.granted_at))
  return (
    <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('vault.file.consents')}>
      <table className="vt-table zr-table-cards">
        <thead>
          <tr>
            {COLUMNS.map((each) => <th key={each} scope="col">{head(each)}</th>)}
            <th scope="col"><span className="zr-hidden">{t('vault.consent.act')}</span></th>
          </tr>
        </thead>
        <tbody>
          {ordered.map((grant) => (
            <tr key={grant.id}>
              <td data-label={head('reader')}>{grant.organisation_name}</td>
              <td data-label={head('receipt')} className="nowrap"><Link to={`${base}/consents/${grant.receipt_id}`}>{grant.receipt_number}</Link></td>
              <td data-label={head('purpose')}><span>{t(`vault.purpose.${grant.purpose_kind}`)}{grant.note && <span className="zr-sub vt-note">{grant.note}</span>}</span></td>
              <td data-label={head('until')} className="num nowrap"><Until until={grant.until} /></td>
              <td data-label={head('download')}>{t(grant.download ? 'vault.consent.copy' : 'vault.consent.look')}</td>
              <td data-label={head('state')}><Standing live={grant.live} revoked={grant.revoked} endsAt={grant.ends_at} /></td>
              <td>
                {grant.live && may && grant.purpose_kind !== 'paper' && (
                  <ConfirmAction label={t('vault.revoke.label')} title={t('vault.revoke.title', { reader: grant.organisation_name })}
                    text={t(ofMatter(grant.purpose_kind) ? 'vault.revoke.text_matter' : 'vault.revoke.text')}
                    button={{ size: 'small', danger: true, 'aria-label': t('vault.revoke.label_of', { number: grant.receipt_number }) }}
                    run={() => revokeGrant.mutateAsync(grant.id)} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The last day; a matter of the platform ends it where there is none. */
export function Until({ until }: { until: string | null }) {
  const { t } = useTranslation()
  return <>{until ?? t('vault.consent.with_matter')}</>
}

export function Standing({ live, revoked, endsAt }: { live: boolean; revoked: boolean; endsAt: string | null }) {
  const { t } = useTranslation()
  if (live) return <Mark tone="success">{t('vault.consent.live')}</Mark>
  return <Mark tone="neutral">{t(revoked ? 'vault.consent.revoked' : 'vault.consent.ended', { at: formatDateTime(endsAt) })}</Mark>
}
