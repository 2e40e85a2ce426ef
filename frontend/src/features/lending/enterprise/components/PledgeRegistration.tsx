import { useTranslation } from 'react-i18next'
import Mark from '../../../../ui/Mark'
import { formatDateTime } from '../../../../lib/dates'
import type { Pledge } from '../model'
import ViewLink from '../../../../ui/ViewLink'

const P = 'lending_enterprise.pledge.registration'
const ENDED = ['cancelled', 'refused', 'revoked', 'withdrawn']

/** Filing, CNIPA's answer, and the two checks of the registration. */
export default function PledgeRegistration({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const { filing, registration } = pledge
  return (
    <section aria-labelledby={`registration-${pledge.id}`}>
      <h3 id={`registration-${pledge.id}`} className="le-sub">
        {t(`${P}.title`)}
      </h3>
      {!filing && !registration && <p className="muted">{t(`${P}.none`)}</p>}
      {filing && (
        <p className="num">
          {t(`${P}.filed`, {
            date: filing.filed_on,
            channel: t(`${P}.channel.${filing.channel}`),
            due: filing.due_on,
          })}
        </p>
      )}
      {registration && (
        <>
          <p className="num">
            <strong>
              {t(`${P}.number`, { number: registration.number, date: registration.registered_on })}
            </strong>
            <br />
            <span className="muted">
              {t(`${P}.recorded`, {
                name: registration.recorded_by_name,
                at: formatDateTime(registration.recorded_at),
              })}
            </span>
          </p>
          {registration.notice_document_id && (
            <p>
              <><a href={`/api/v1/documents/${registration.notice_document_id}/content`} download>
                {t('lending_enterprise.doc.registration_notice')}
              </a> <ViewLink id={registration.notice_document_id} name={t('lending_enterprise.doc.registration_notice')} /></>
            </p>
          )}
          <p className="le-checks">
            <Mark tone={pledge.bank_verified ? 'success' : 'warning'}>
              {t(pledge.bank_verified ? `${P}.verified` : `${P}.unverified`)}
            </Mark>
            <Mark tone={pledge.counted ? 'success' : 'neutral'}>
              {t(pledge.counted ? `${P}.counted` : `${P}.notCounted`)}
            </Mark>
          </p>
        </>
      )}
      {ENDED.includes(pledge.state) && (
        <p className="le-final">
          {t(`${P}.ended`)} · {t(`status.pledge.${pledge.state}`)}
        </p>
      )}
    </section>
  )
}
