/** The change or cancellation of a registration that lies with CNIPA: what is asked, and by when it answers; for both parties. */
import { useTranslation } from 'react-i18next'
import type { components } from '../api/schema'
import { today } from '../lib/dates'
import { useMoney } from '../lib/useMoney'
import Mark from './Mark'
import ViewLink from './ViewLink'

type Pledge = components['schemas']['PledgeOut']

interface Details {
  values?: Record<string, string | number>
  changed_on?: string
  ended_on?: string
  ground?: string
  statement?: string | null
  reason?: string | null
  document_id?: string | null
  undertaking?: boolean
}

const P = 'pending'

export default function PledgePending({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const money = useMoney()
  const { pending } = pledge
  if (pending === null) return null
  const details: Details = pending.details
  const late = pending.due_on < today()
  const said = details.reason ?? details.statement
  const worded = (name: string, value: string | number) =>
    name === 'secured_fen' ? money(Number(value)) : name === 'claim_kind' ? t(`${P}.claim.${value}`) : String(value)
  return (
    <section className="zr-notice" data-tone={late ? 'bad' : 'warn'} aria-label={t(`${P}.${pending.kind}`)}>
      <strong>{t(`${P}.${pending.kind}`)}</strong>
      <p className={late ? 'late num' : 'num'}>{t(late ? `${P}.overdue` : `${P}.due`, { filed: pending.filed_on, due: pending.due_on })}</p>
      {pending.late && <p><Mark tone="warning">{t(`${P}.filed_late`)}</Mark></p>}
      {details.values && (
        <ul>{Object.entries(details.values).map(([name, value]) => <li key={name}>{t(`${P}.becomes`, { item: t(`${P}.item.${name}`), value: worded(name, value) })}</li>)}</ul>
      )}
      {details.ground && <p>{t(`${P}.ground`, { ground: t(`${P}.grounds.${details.ground}`), date: details.ended_on })}</p>}
      {said && <p className="zr-said">{said}</p>}
      {details.undertaking && <p>{t(`${P}.undertaking`)}</p>}
      {details.document_id && <><a href={`/api/v1/documents/${details.document_id}/content`} download>{t(`${P}.scan`)}</a> <ViewLink id={details.document_id} name={t(`${P}.scan`)} /></>}
    </section>
  )
}
