/** Who did what, to the second; every filter is in the address. */
import '../operator.css'
import { useTranslation } from 'react-i18next'
import { formatSecond } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import ExportButton from '../../../ui/ExportButton'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import AuditFilters from '../components/AuditFilters'
import Diff from '../components/Diff'
import Listing from '../../../ui/Listing'
import { wordsOf } from '../audit'
import { type AuditEvent, exportAudit, useAudit } from '../queries'

const DEFAULTS: Record<string, string> = {}
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export default function AuditPage() {
  const { t } = useTranslation()
  const { state, set, clear, filtered } = useListState(DEFAULTS)
  const subjectId = state.subject_id ?? ''
  const badId = subjectId !== '' && !UUID.test(subjectId)
  const chosen = {
    actor_id: state.actor_id, actor_name: state.actor_name, organisation_id: state.organisation_id, name: state.name, subject: state.subject,
    subject_id: badId ? undefined : state.subject_id, request_id: state.request_id, from: state.from, to: state.to,
  }
  const asked = useAudit({ ...chosen, cursor: state.cursor, limit: 30 })
  const subject = (event: AuditEvent) => t(`operator.subject.${event.subject}`, { defaultValue: event.subject })
  const action = (event: AuditEvent) => t(wordsOf(event.name), { defaultValue: event.name })
  const only = (changes: Record<string, string>, text: string) => (
    <button type="button" className="op-plain" onClick={() => set(changes)} title={t('operator.audit.only')}>{text}</button>
  )
  const actor = (event: AuditEvent) => only({ actor_id: event.actor_id, actor_name: event.actor_name }, event.actor_name || t('operator.audit.system'))
  const roles = (event: AuditEvent) => {
    if (!event.actor_roles) return t('operator.audit.rolesUnknown')
    return event.actor_roles.map((role) => t(`role.${role}`)).join(' · ')
  }
  const organisation = (event: AuditEvent) => event.organisation_name
    ? only({ organisation_id: event.organisation_id }, event.organisation_name) : null
  const object = (event: AuditEvent) => only({ subject: event.subject, subject_id: event.subject_id }, subject(event))
  const request = (event: AuditEvent) => event.request_id ? only({ request_id: event.request_id }, event.request_id) : <span>—</span>
  return (
    <>
      <PageHeader title={t('operator.audit.title')} sub={t('operator.audit.sub')}
        extra={<ExportButton fileName={t('operator.audit.file')} ask={() => exportAudit(chosen)}
          long={{ list: 'audit_events', format: 'xlsx', filters: chosen }} />} />
      <Panel flush header={
        <>
          <AuditFilters state={state} set={set} clear={clear} filtered={filtered}
            organisationName={asked.data?.items.find((event) => event.organisation_id === state.organisation_id)?.organisation_name} />
          {badId && <div className="field-error" role="alert">{t('operator.audit.badId')}</div>}
        </>
      }>
        <Listing<AuditEvent>
          asked={asked}
          keyOf={(event) => event.id}
          narrowAt={1100}
          rows={10}
          clear={filtered ? clear : undefined}
          empty={{ title: t('operator.audit.empty'), text: t('operator.audit.emptyText') }}
          columns={[
            { title: t('operator.audit.at'), key: 'at', width: 160, render: (_, event) => <span className="num">{formatSecond(event.occurred_at)}</span> },
            { title: t('operator.audit.who'), key: 'who', width: 170, render: (_, event) => <>{actor(event)}<div className="op-id">{organisation(event)}</div></> },
            { title: t('operator.audit.role'), key: 'role', width: 110, render: (_, event) => roles(event) || '—' },
            { title: t('operator.audit.action'), key: 'action', width: 160, render: (_, event) => <>{action(event)}<div className="op-id"><code>{event.name}</code></div></> },
            { title: t('operator.audit.object'), key: 'object', width: 130, render: (_, event) => <>{object(event)}<div className="op-id"><code>{event.subject_id.slice(0, 8)}</code></div></> },
            { title: t('operator.audit.change'), key: 'change', render: (_, event) => <Diff event={event} /> },
            { title: t('operator.audit.source'), key: 'source', width: 190, render: (_, event) => <><span className="num">{event.address || '—'}</span><div className="op-id">{request(event)}</div></> },
          ]}
          card={(event) => (
            <>
              <span className="op-line"><strong>{action(event)}</strong><span className="zr-sub num">{formatSecond(event.occurred_at)}</span></span>
              <span className="op-line">{actor(event)}{roles(event) && <span className="zr-sub">{roles(event)}</span>}<span className="zr-sub">{organisation(event)}</span></span>
              <span>{object(event)} <code className="op-id">{event.subject_id.slice(0, 8)}</code></span>
              <Diff event={event} />
              <span className="op-id">{event.address || '—'} · {request(event)}</span>
            </>
          )}
        />
      </Panel>
    </>
  )
}
