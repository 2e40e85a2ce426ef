/** Invite a colleague, or give one other roles. */
import { Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../ui/FormProblem'
import { faultsOf } from '../model'
import { type LinkIssued, type Member, usePeopleActions, useRoles } from '../queries'
import Field from './Field'

interface Props {
  /** Whose roles change; nobody when somebody new is invited. */
  member: Member | null
  close: () => void
  issued: (link: LinkIssued) => void
}

export default function PersonForm({ member, close, issued }: Props) {
  const { t } = useTranslation()
  const known = useRoles()
  const actions = usePeopleActions()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<string[]>(member?.roles ?? [])
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const send = async () => {
    setTried(true)
    setError(null)
    if (roles.length === 0 || (!member && (!name.trim() || !email.trim()))) return
    setBusy(true)
    try {
      if (member) await actions.roles(member.id, roles)
      else issued(await actions.invite({ name: name.trim(), email: email.trim(), roles }))
      close()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const missing = (value: string) => (tried && !value.trim() ? t('common.required') : null)
  const refused = faultsOf(error, t)
  return (
    <Modal open onCancel={close} onOk={() => void send()} confirmLoading={busy}
      title={member ? t('identity.people.rolesOf', { name: member.name }) : t('identity.people.invite')}
      okText={t(member ? 'common.save' : 'identity.people.createLink')}>
      <div className="zr-form">
        <FormProblem error={error} />
        {!member && (
          <>
            <Field label={t('identity.field.name')} error={missing(name)}>
              <Input value={name} maxLength={120} autoFocus onChange={(event) => setName(event.target.value)} />
            </Field>
            <Field label={t('identity.field.email')} error={refused.email ?? missing(email)}>
              <Input type="email" value={email} maxLength={200} onChange={(event) => setEmail(event.target.value)} />
            </Field>
          </>
        )}
        <fieldset className="zr-field" style={{ border: 0, margin: 0, padding: 0 }}>
          <legend className="strong">{t('identity.field.roles')}</legend>
          <Checkbox.Group value={roles} onChange={(value) => setRoles(value)}
            options={(known.data ?? []).map((role) => ({ value: role, label: t(`role.${role}`) }))} />
          {tried && roles.length === 0 && <div className="field-error" role="alert">{t('common.required')}</div>}
        </fieldset>
      </div>
    </Modal>
  )
}
