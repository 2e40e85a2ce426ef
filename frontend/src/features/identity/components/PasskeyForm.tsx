/** A new passkey: what it is called, the password of whoever registers it, then the browser's own question. */
import { Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../ui/FormProblem'
import { deviceText } from '../device'
import { usePasskeyActions } from '../queries'
import Field from './Field'

export default function PasskeyForm({ close, made }: { close: () => void; made: (recoveryCodes: string[]) => void }) {
  const { t } = useTranslation()
  const actions = usePasskeyActions()
  const [name, setName] = useState(() => deviceText(navigator.userAgent, t('identity.passkeys.title')))
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    setTried(true)
    setError(null)
    if (!name.trim() || !password || busy) return
    setBusy(true)
    try {
      made((await actions.register(name.trim(), password)).recovery_codes)
      close()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const missing = (value: string) => (tried && !value.trim() ? t('common.required') : null)
  return (
    <Modal open width={480} onCancel={close} onOk={() => void send()} confirmLoading={busy} title={t('identity.passkeys.add')} okText={t('identity.passkeys.go')}>
      <form className="zr-form" noValidate onSubmit={(event) => void send(event)}>
        <FormProblem error={error} />
        <p>{t('identity.passkeys.addText')}</p>
        <Field label={t('identity.passkeys.name')} help={t('identity.passkeys.nameHelp')} error={missing(name)}>
          <Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t('identity.field.currentPassword')} error={missing(password)}>
          <Input.Password autoComplete="current-password" autoFocus value={password} maxLength={200} onChange={(event) => setPassword(event.target.value)} />
        </Field>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Modal>
  )
}
