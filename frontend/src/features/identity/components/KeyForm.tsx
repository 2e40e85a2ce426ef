/** A new API key: what for, with which scopes, for how long; the password proves who makes it. */
import { Checkbox, Input, Modal, Segmented } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../ui/FormProblem'
import { useKeyActions, useScopes } from '../queries'
import { DAYS, scopeKey } from '../scopes'
import Field from './Field'

export default function KeyForm({ close, made }: { close: () => void; made: (token: string) => void }) {
  const { t } = useTranslation()
  const id = useId()
  const known = useScopes()
  const actions = useKeyActions()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>([])
  const [days, setDays] = useState(90)
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const send = async () => {
    setTried(true)
    setError(null)
    if (!name.trim() || scopes.length === 0 || !password) return
    setBusy(true)
    try {
      const answer = await actions.make({ name: name.trim(), scopes, days, password })
      made(answer.token)
      close()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const missing = (value: string) => (tried && !value.trim() ? t('common.required') : null)
  return (
    <Modal open width={640} onCancel={close} onOk={() => void send()} confirmLoading={busy} title={t('identity.keys.make')} okText={t('identity.keys.make')}>
      <div className="zr-form">
        <FormProblem error={error} />
        <Field label={t('identity.keys.name')} help={t('identity.keys.nameHelp')} error={missing(name)}>
          <Input value={name} maxLength={60} autoFocus onChange={(event) => setName(event.target.value)} />
        </Field>
        <fieldset className="zr-field zr-scopes">
          <legend className="strong">{t('identity.keys.scopes')}</legend>
          <span className="zr-sub">{t('identity.keys.scopesHelp')}</span>
          <Checkbox.Group value={scopes} onChange={(value) => setScopes(value)}>
            {(known.data ?? []).map(({ scope, routes }) => (
              <Checkbox key={scope} value={scope}>
                {t(scopeKey(scope))}
                <span className="zr-sub"> {t('identity.keys.routes', { routes: routes.join(t('identity.people.comma')) })}</span>
              </Checkbox>
            ))}
          </Checkbox.Group>
          {tried && scopes.length === 0 && <div className="field-error" role="alert">{t('identity.keys.needScope')}</div>}
        </fieldset>
        <div className="zr-field">
          <span id={id} className="strong">{t('identity.keys.days')}</span>
          <Segmented aria-labelledby={id} value={days} onChange={setDays} options={DAYS.map((n) => ({ value: n, label: t('identity.keys.daysOf', { n }) }))} />
        </div>
        <Field label={t('identity.keys.password')} error={missing(password)}>
          <Input.Password autoComplete="current-password" value={password} maxLength={200} onChange={(event) => setPassword(event.target.value)} />
        </Field>
      </div>
    </Modal>
  )
}
