/** The reader's own account: who he is here, password, sessions, language, single keys. */
import { App, Button, Input, Segmented, Switch } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { api, ok } from '../../../api/client'
import { setLanguage } from '../../../app/i18n'
import { enter } from '../../../app/session'
import { useMe } from '../../../lib/permissions'
import { hotkeysAreOff, setHotkeysOff } from '../../../lib/useHotkeys'
import ConfirmAction from '../../../ui/ConfirmAction'
import FormProblem from '../../../ui/FormProblem'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import Field from '../components/Field'
import PasskeysPanel from '../components/PasskeysPanel'
import SecondFactorPanel from '../components/SecondFactorPanel'
import SignInsPanel from '../components/SignInsPanel'

export default function AccountPage() {
  const { t, i18n } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const me = useMe()
  const [current, setCurrent] = useState('')
  const [fresh, setFresh] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [changed, setChanged] = useState(false)
  const [error, setError] = useState<unknown>(null)
  /** Decided once: what shows the recovery codes must not move when they set him free. */
  const [owed] = useState(() => Boolean(me.second_factor_duty))
  const [keysOff, setKeysOff] = useState(hotkeysAreOff)
  const change = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setError(null)
    setChanged(false)
    if (!current || fresh.length < 10) return
    setBusy(true)
    try {
      await ok(api.POST('/api/v1/account/password', { body: { current, new: fresh } }))
      setCurrent('')
      setFresh('')
      setTried(false)
      setChanged(true)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const leave = async () => {
    await ok(api.POST('/api/v1/session/everywhere-sign-out'))
    enter(null)
    await navigate('/sign-in')
  }
  const factors = <><SecondFactorPanel /><PasskeysPanel /></>
  return (
    <>
      <PageHeader title={t('identity.account.title')} sub={t('identity.account.sub', { name: me.member.name })} />
      {owed && factors}
      <Panel title={t('identity.account.who')}>
        <dl className="zr-facts">
          <div><dt>{t('identity.field.name')}</dt><dd>{me.member.name}</dd></div>
          <div><dt>{t('identity.account.organisation')}</dt><dd>{me.organisation.name}</dd></div>
          <div><dt>{t('identity.field.roles')}</dt><dd>{me.member.roles.map((role) => t(`role.${role}`)).join(t('identity.people.comma'))}</dd></div>
        </dl>
      </Panel>
      <Panel title={t('identity.account.password')} sub={t('identity.account.passwordSub')}>
        <form className="zr-form zr-narrow-form" noValidate onSubmit={(event) => void change(event)}>
          <FormProblem error={error} />
          {changed && <p role="status">{t('identity.account.changed')}</p>}
          <Field label={t('identity.field.currentPassword')} error={tried && !current ? t('common.required') : null}>
            <Input.Password autoComplete="current-password" value={current} maxLength={200} onChange={(event) => setCurrent(event.target.value)} />
          </Field>
          <Field label={t('identity.field.newPassword')} help={t('identity.field.passwordHelp')}
            error={tried && fresh.length < 10 ? t('identity.fault.identity_password_weak') : null}>
            <Input.Password autoComplete="new-password" value={fresh} maxLength={200} onChange={(event) => setFresh(event.target.value)} />
          </Field>
          <div><Button type="primary" htmlType="submit" loading={busy}>{t('identity.account.change')}</Button></div>
        </form>
      </Panel>
      {!owed && factors}
      <SignInsPanel />
      <Panel title={t('identity.account.settings')}>
        <div className="zr-form">
          <div className="zr-setting">
            <span id="zr-language">{t('identity.account.language')}</span>
            <Segmented aria-labelledby="zr-language" value={i18n.language} onChange={(value) => setLanguage(value)}
              options={[{ value: 'zh-CN', label: t('identity.account.chinese') }, { value: 'en', label: t('identity.account.english') }]} />
          </div>
          <div className="zr-setting">
            <div>
              {t('identity.account.told')}
              <div className="zr-sub">{t('identity.account.toldSub')}</div>
            </div>
            <Link to="/account/notifications">{t('identity.account.toldGo')}</Link>
          </div>
          <div className="zr-setting">
            <div>
              <label htmlFor="zr-keys">{t('identity.account.keys')}</label>
              <div className="zr-sub">{t('identity.account.keysSub')}</div>
            </div>
            <Switch id="zr-keys" checked={!keysOff} onChange={(on) => {
              setHotkeysOff(!on)
              setKeysOff(!on)
              void message.success(t(on ? 'identity.account.keysOn' : 'identity.account.keysOff'))
            }} />
          </div>
        </div>
      </Panel>
      <Panel title={t('identity.account.sessions')} sub={t('identity.account.sessionsSub')}>
        <ConfirmAction label={t('identity.account.everywhere')} title={t('identity.account.everywhere')} text={t('identity.account.everywhereText')} button={{ danger: true }} run={leave} />
      </Panel>
    </>
  )
}
