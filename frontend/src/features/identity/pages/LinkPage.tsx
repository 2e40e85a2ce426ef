/** A one-time link: whom it is for, a password, and he is signed in. */
import { useQuery } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { api, ok } from '../../../api/client'
import { hasPasskeys, withPasskey } from '../../../api/passkeys'
import { asProblem } from '../../../api/problem'
import { enter } from '../../../app/session'
import PublicFrame from '../../../app/shell/PublicFrame'
import { formatDateTime } from '../../../lib/dates'
import { HOME, type Session } from '../../../lib/permissions'
import CodeField from '../../../ui/CodeField'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import Field from '../components/Field'
import { faultsOf } from '../model'

/** Long enough to be read: the account asks for less than before. */
const LOST_SECONDS = 12

export default function LinkPage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const { token = '' } = useParams()
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const link = useQuery({
    queryKey: ['identity', 'getLink', token],
    queryFn: () => ok(api.GET('/api/v1/links/{token}', { params: { path: { token } } })),
    retry: false,
    staleTime: Infinity,
  })
  const asksCode = link.data?.second_factor ?? false
  const take = async (given: string | null) =>
    (await ok(api.POST('/api/v1/links/{token}', { params: { path: { token } }, body: { password, code: given } }))) as Session
  const send = async (passkey: boolean) => {
    setTried(true)
    setError(null)
    if (password.length < 10 || password !== again || (asksCode && !passkey && !code.trim())) return
    setBusy(true)
    try {
      const session = passkey ? await withPasskey(take) : await take(asksCode ? code.trim() : null)
      enter(session)
      if (asksCode && !session.second_factor) {
        void message.warning(t('identity.factor.lost'), LOST_SECONDS)
        await navigate('/account', { replace: true })
        return
      }
      await navigate(HOME[session.organisation.kind], { replace: true })
    } catch (problem) {
      setCode('')
      setTried(false)
      setError(problem)
      // A second factor that was turned on since the page was opened.
      if (!asksCode && asProblem(problem).code === 'identity.code_needed') await link.refetch()
    } finally {
      setBusy(false)
    }
  }
  const isSpent = [link.error, error].some((each) => each && asProblem(each).status === 404)
  if (isSpent) {
    return (
      <PublicFrame>
        <EmptyState title={t('identity.link.spentTitle')} text={t('identity.link.spentText')}
          action={<Button type="primary" onClick={() => void navigate('/sign-in')}>{t('identity.link.signIn')}</Button>} />
      </PublicFrame>
    )
  }
  const weak = tried && password.length < 10 ? t('identity.fault.identity_password_weak') : null
  return (
    <PublicFrame>
      <PageHeader title={t('identity.link.title')}
        sub={link.data && t(link.data.purpose === 'reset' ? 'identity.link.reset' : 'identity.link.invitation', { organisation: link.data.organisation_name })} />
      {link.isPending && <SkeletonRows rows={4} />}
      {link.isLoadingError && <ErrorState error={link.error} retry={() => void link.refetch()} />}
      {link.data && (
        <div className="zr-narrow-form">
          <Panel>
            <form className="zr-form" noValidate onSubmit={(event) => {
              event.preventDefault()
              void send(false)
            }}>
              <dl className="zr-facts">
                <div><dt>{t('identity.link.name')}</dt><dd>{link.data.name}</dd></div>
                <div><dt>{t('identity.link.email')}</dt><dd>{link.data.email}</dd></div>
                <div><dt>{t('identity.link.expires')}</dt><dd className="num">{formatDateTime(link.data.expires_at)}</dd></div>
              </dl>
              <FormProblem error={error} />
              <input type="email" hidden readOnly autoComplete="username" value={link.data.email} />
              <Field label={t('identity.field.newPassword')} help={t('identity.field.passwordHelp')} error={faultsOf(error, t).password ?? weak}>
                <Input.Password autoComplete="new-password" maxLength={200} value={password} onChange={(event) => setPassword(event.target.value)} />
              </Field>
              <Field label={t('identity.link.repeat')} error={tried && again !== password ? t('identity.link.differs') : null}>
                <Input.Password autoComplete="new-password" maxLength={200} value={again} onChange={(event) => setAgain(event.target.value)} />
              </Field>
              {asksCode && <CodeField value={code} onChange={setCode} error={tried && !code.trim() ? t('common.required') : null} />}
              <div className="zr-person-actions">
                <Button type="primary" htmlType="submit" loading={busy}>{t('identity.link.send')}</Button>
                {link.data.passkeys && hasPasskeys() && <Button loading={busy} onClick={() => void send(true)}>{t('code.usePasskey')}</Button>}
              </div>
            </form>
          </Panel>
        </div>
      )}
    </PublicFrame>
  )
}
