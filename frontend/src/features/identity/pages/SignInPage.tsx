/** One entrance for firms, banks, the district and the operator. */
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { api, ok } from '../../../api/client'
import { askedOfPasskey, hasPasskeys, showPasskey, takesFigures, withPasskey } from '../../../api/passkeys'
import { asProblem } from '../../../api/problem'
import { setLanguage } from '../../../app/i18n'
import { enter } from '../../../app/session'
import DemoBand from '../../../app/shell/DemoBand'
import { today } from '../../../lib/dates'
import { type Session, useSession } from '../../../lib/permissions'
import { useTitle } from '../../../lib/useTitle'
import CodeField from '../../../ui/CodeField'
import FormProblem from '../../../ui/FormProblem'
import Field from '../components/Field'
import { placeAfter } from '../next'
import { usePasskeyOffer } from '../usePasskeyOffer'

const PROMISES = ['clock', 'reasons', 'twoPeople'] as const

export default function SignInPage() {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const session = useSession()
  const [params] = useSearchParams()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  /** Null until the account turns out to have a second factor. */
  const [code, setCode] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState<'password' | 'passkey' | null>(null)
  /** The refusal that asked for the second factor: it says which ones there are. */
  const [asked, setAsked] = useState<unknown>(null)
  const [error, setError] = useState<unknown>(null)
  useTitle(t('identity.signIn.title'))
  const next = params.get('next')
  const go = async (entered: Session) => {
    enter(entered)
    await navigate(placeAfter(next, entered), { replace: true })
  }
  const signIn = async (given: string | null) =>
    (await ok(api.POST('/api/v1/session', { body: { email: email.trim(), password, code: given } }))) as Session
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setError(null)
    if (!email.trim() || !password || code?.trim() === '') return
    setBusy('password')
    try {
      await go(await signIn(code?.trim() ?? null))
    } catch (problem) {
      setAsked(problem)
      const refused = asProblem(problem).code
      if (code === null && refused === 'identity.code_needed') {
        setCode('')
        setTried(false)
        return
      }
      if (code !== null) setCode('')
      setError(problem)
      if (code !== null && refused.startsWith('identity.code_')) setTried(false)
    } finally {
      setBusy(null)
    }
  }
  const byPasskey = async (entering: () => Promise<Session>) => {
    setTried(false)
    setError(null)
    setBusy('passkey')
    try {
      await go(await entering())
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(null)
    }
  }
  const answered = async (answer: string) => (await ok(api.POST('/api/v1/session/passkey', { body: { answer } }))) as Session
  const alone = async () => {
    const { options } = await ok(api.POST('/api/v1/session/passkey/options'))
    return answered(await showPasskey(options))
  }
  usePasskeyOffer(busy !== null || session !== null, (answer) => void byPasskey(() => answered(answer)))
  if (session) return <Navigate to={placeAfter(next, session)} replace />
  const beside = code !== null && askedOfPasskey(asked) !== null
  const missing = (value: string) => (tried && !value ? t('common.required') : null)
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  return (
    <>
      <DemoBand />
      <div className="zr-enter">
        <main className="zr-enter-side">
          <div className="zr-enter-bar">
            <Link className="zr-brand" to="/">
              <img src="/favicon.svg" width={28} height={28} alt="" />
              {t('common.name')}
            </Link>
            <Button type="text" lang={other} aria-label={t('nav.languageLabel')} onClick={() => setLanguage(other)}>
              {t('nav.language')}
            </Button>
          </div>
          <form className="zr-enter-form" noValidate onSubmit={(event) => void send(event)}>
            <div>
              <h1>{t('identity.signIn.title')}</h1>
              <p className="muted">{t(next ? 'identity.signIn.needed' : 'identity.signIn.sub')}</p>
            </div>
            <FormProblem error={error} />
            <Field label={t('identity.field.email')} error={missing(email.trim())}>
              <Input size="large" type="email" autoComplete="username webauthn" autoFocus value={email}
                onChange={(event) => {
                  setEmail(event.target.value)
                  setCode(null)
                }} />
            </Field>
            <Field label={t('identity.field.password')} error={missing(password)}>
              <Input.Password size="large" autoComplete="current-password" value={password}
                onChange={(event) => setPassword(event.target.value)} />
            </Field>
            {code !== null && <CodeField value={code} onChange={setCode} error={missing(code.trim())} figures={takesFigures(asked)} large autoFocus />}
            <Button type="primary" size="large" htmlType="submit" block loading={busy === 'password'}>{t('identity.signIn.send')}</Button>
            {hasPasskeys() && (
              <Button size="large" block loading={busy === 'passkey'} onClick={() => void byPasskey(beside ? () => withPasskey(signIn) : alone)}>
                {t(beside ? 'code.usePasskey' : 'identity.signIn.passkey')}
              </Button>
            )}
            <p className="zr-sub">{t('identity.signIn.forgotten')}</p>
            <p>
              {t('identity.signIn.noAccount')} <Link to="/sign-up">{t('identity.signIn.signUp')}</Link>
            </p>
          </form>
          <p className="zr-sub">{t('identity.signIn.recorded')}</p>
        </main>
        <aside className="zr-enter-promise" aria-label={t('identity.promise.label')}>
          <p className="num">{t('identity.promise.today', { date: today() })}</p>
          <h2>{t('identity.promise.title')}</h2>
          <dl>
            {PROMISES.map((key) => (
              <div key={key}>
                <dt>{t(`identity.promise.${key}.title`)}</dt>
                <dd>{t(`identity.promise.${key}.text`)}</dd>
              </div>
            ))}
          </dl>
        </aside>
      </div>
    </>
  )
}
