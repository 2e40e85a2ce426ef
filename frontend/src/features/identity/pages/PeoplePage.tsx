/** The people of the reader's organisation; who may, invites, changes and deactivates. */
import { Alert, Button, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMay, useMe } from '../../../lib/permissions'
import { useNarrow } from '../../../lib/useNarrow'
import ConfirmAction from '../../../ui/ConfirmAction'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import MandatesPanel from '../../../ui/papers/MandatesPanel'
import DutiesPanel from '../components/DutiesPanel'
import FactorState from '../components/FactorState'
import IssuedLink from '../components/IssuedLink'
import PersonForm from '../components/PersonForm'
import TakeAway from '../components/TakeAway'
import { type LinkIssued, type Member, useMembers, usePeopleActions } from '../queries'
import '../identity.css'

const stateOf = (member: Member) => (!member.active ? 'inactive' : member.joined ? 'active' : 'invited')

export default function PeoplePage() {
  const { t } = useTranslation()
  const me = useMe()
  const narrow = useNarrow()
  const mayBind = ['firm', 'bank'].includes(me.organisation.kind)
  const mayManage = useMay('manage_members')
  const members = useMembers()
  const actions = usePeopleActions()
  const [form, setForm] = useState<{ member: Member | null } | null>(null)
  const [link, setLink] = useState<LinkIssued | null>(null)
  const rolesOf = (member: Member) => member.roles.map((role) => t(`role.${role}`)).join(t('identity.people.comma'))
  const items = members.data?.items ?? []
  const overdue = items.filter((member) => member.active && member.second_factor_duty?.overdue).length
  const verbs = (member: Member) => (
    <div className="zr-person-actions">
      {member.allowed_actions.includes('roles') && (
        <Button size="small" aria-label={t('identity.people.rolesOf', { name: member.name })} onClick={() => setForm({ member })}>{t('identity.people.roles')}</Button>
      )}
      {member.allowed_actions.includes('reset') && (
        <ConfirmAction label={t('identity.people.reset')} title={t('identity.people.resetOf', { name: member.name })} text={t('identity.people.resetText')}
          button={{ size: 'small', 'aria-label': t('identity.people.resetOf', { name: member.name }) }}
          run={async () => setLink(await actions.reset(member.id))} />
      )}
      {member.allowed_actions.includes('deactivation') && (
        <ConfirmAction label={t('identity.people.deactivate')} title={t('identity.people.deactivateOf', { name: member.name })} text={t('identity.people.deactivateText')}
          button={{ size: 'small', danger: true, 'aria-label': t('identity.people.deactivateOf', { name: member.name }) }} run={() => actions.deactivate(member.id)} />
      )}
      {member.allowed_actions.includes('reactivation') && (
        <ConfirmAction label={t('identity.people.reactivate')} title={t('identity.people.reactivateOf', { name: member.name })}
          button={{ size: 'small', 'aria-label': t('identity.people.reactivateOf', { name: member.name }) }} run={() => actions.reactivate(member.id)} />
      )}
    </div>
  )
  return (
    <>
      <PageHeader title={t('identity.people.title')} sub={t('identity.people.sub', { name: me.organisation.name, n: items.length })}
        extra={mayManage ? <><Link to="keys"><Button>{t('identity.keys.open')}</Button></Link> <Button type="primary" onClick={() => setForm({ member: null })}>{t('identity.people.invite')}</Button></>
          : <span className="zr-sub">{t('identity.people.onlyAdmin')}</span>} />
      {link && <Panel title={t('identity.people.link')} extra={<Button size="small" onClick={() => setLink(null)}>{t('common.close')}</Button>}><IssuedLink key={link.path} link={link} /></Panel>}
      {overdue > 0 && <Alert type="warning" showIcon role="status" title={t('identity.people.factorCount', { n: overdue })} />}
      <Panel flush>
        {members.isPending && <SkeletonRows rows={4} />}
        {members.isLoadingError && <ErrorState error={members.error} retry={() => void members.refetch()} compact />}
        {members.data && items.length === 0 && <EmptyState title={t('identity.people.empty')} />}
        {narrow && items.length > 0 && (
          <ul className="zr-cards">
            {items.map((member) => (
              <li key={member.id} className="zr-card">
                <div className="zr-setting"><strong>{member.name}</strong><StatusTag subject="member" state={stateOf(member)} /></div>
                {mayManage && <div>{t('identity.people.factor')}{t('common.colon')}<FactorState member={member} /></div>}
                <span>{member.email}</span>
                <span className="zr-sub">{rolesOf(member)} · {t('identity.people.seenAt', { at: formatDateTime(member.seen_at) })}</span>
                {verbs(member)}
              </li>
            ))}
          </ul>
        )}
        {!narrow && items.length > 0 && (
          <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('identity.people.title')}>
            <Table<Member> size="small" rowKey="id" pagination={false} style={{ minWidth: 860 }} dataSource={items} columns={[
              { key: 'name', title: t('identity.field.name'), dataIndex: 'name' },
              { key: 'email', title: t('identity.field.email'), dataIndex: 'email' },
              { key: 'roles', title: t('identity.field.roles'), render: (_, member) => rolesOf(member) },
              { key: 'state', title: t('identity.people.state'), render: (_, member) => <StatusTag subject="member" state={stateOf(member)} /> },
              ...(mayManage ? [{ key: 'factor', title: t('identity.people.factor'), render: (_: unknown, member: Member) => <FactorState member={member} /> }] : []),
              { key: 'seen', title: t('identity.people.seen'), render: (_, member) => <span className="num">{formatDateTime(member.seen_at)}</span> },
              ...(mayManage ? [{ key: 'verbs', title: t('identity.people.verbs'), render: (_: unknown, member: Member) => verbs(member) }] : []),
            ]} />
          </div>
        )}
      </Panel>
      {mayBind && <MandatesPanel />}
      {mayManage && <DutiesPanel />}
      {mayManage && <TakeAway organisation={me.organisation} />}
      {form && <PersonForm member={form.member} close={() => setForm(null)} issued={setLink} />}
    </>
  )
}
