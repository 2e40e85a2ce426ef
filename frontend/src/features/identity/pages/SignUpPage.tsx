/** A firm comes to the platform; the answer is the same whoever else claims its code. */
import { Button, Input, Select } from 'antd'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { api, ok } from '../../../api/client'
import { useDivisions } from '../../../api/divisions'
import PublicFrame from '../../../app/shell/PublicFrame'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import Field from '../components/Field'
import { faultsOf } from '../model'

const BLANK = { uscc: '', name: '', division: '310115', street: '', address_line: '', admin_name: '', email: '', password: '' }
type Name = keyof typeof BLANK
const NAMES = Object.keys(BLANK) as Name[]

export default function SignUpPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [values, setValues] = useState(BLANK)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const summary = useRef<HTMLDivElement>(null)
  const divisions = useDivisions()
  const refused = faultsOf(error, t)
  const streets = divisions.data?.find((each) => each.code === values.division)?.streets ?? null
  const set = (name: Name, value: string) => {
    setValues((before) => ({ ...before, [name]: value, ...(name === 'division' ? { street: '' } : {}) }))
    if (refused[name]) setError(null)
  }
  const local = (name: Name): string | null => {
    if (!values[name].trim()) return t('common.required')
    if (name === 'uscc' && values.uscc.replace(/[\s-]/gu, '').length !== 18) return t('identity.fault.identity_credit_code_invalid')
    if (name === 'password' && values.password.length < 10) return t('identity.fault.identity_password_weak')
    return null
  }
  const fault = (name: Name) => refused[name] ?? (tried ? local(name) : null)
  const open = NAMES.filter((name) => local(name) !== null)

  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setError(null)
    if (open.length > 0) {
      setTimeout(() => summary.current?.focus())
      return
    }
    setBusy(true)
    try {
      const body = { ...values, uscc: values.uscc.replace(/[\s-]/gu, '').toUpperCase() }
      await ok(api.POST('/api/v1/organisations', { body }))
      setDone(true)
      window.scrollTo({ top: 0 })
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const text = (name: Name, extra: Record<string, unknown> = {}) => ({
    value: values[name],
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
    ...extra,
  })

  if (done) {
    return (
      <PublicFrame>
        <div role="status">
          <EmptyState title={t('identity.signUp.doneTitle')} text={t('identity.signUp.doneText')}
            action={<Button type="primary" onClick={() => void navigate('/sign-in?next=/e/onboarding')}>{t('identity.signUp.doneSignIn')}</Button>} />
        </div>
      </PublicFrame>
    )
  }
  return (
    <PublicFrame>
      <PageHeader title={t('identity.signUp.title')} sub={t('identity.signUp.sub')}
        extra={<p>{t('identity.signUp.have')} <Link to="/sign-in">{t('identity.signIn.send')}</Link></p>} />
      {divisions.isPending && <SkeletonRows rows={8} />}
      {divisions.isLoadingError && <ErrorState error={divisions.error} retry={() => void divisions.refetch()} />}
      {divisions.data && (
        <form className="zr-form" noValidate onSubmit={(event) => void send(event)}>
          {tried && open.length > 0 && (
            <div ref={summary} className="zr-problem" role="alert" tabIndex={-1}>{t('identity.signUp.open', { n: open.length })}</div>
          )}
          <FormProblem error={error} />
          <Panel title={t('identity.signUp.firm')}>
            <div className="zr-form">
              <Field label={t('identity.field.uscc')} help={t('identity.field.usccHelp')} error={fault('uscc')}>
                <Input {...text('uscc', { maxLength: 30, autoComplete: 'off' })} />
              </Field>
              <Field label={t('identity.field.firm')} help={t('identity.field.firmHelp')} error={fault('name')}>
                <Input {...text('name', { maxLength: 200, autoComplete: 'organization' })} />
              </Field>
              <Field label={t('identity.field.division')} error={fault('division')}>
                <Select value={values.division} showSearch={{ optionFilterProp: 'label' }} onChange={(value: string) => set('division', value)}
                  options={divisions.data.map((each) => ({ value: each.code, label: each.name }))} />
              </Field>
              <Field label={t('identity.field.street')} error={fault('street')}>
                {streets ? (
                  <Select value={values.street || undefined} showSearch={{ optionFilterProp: 'label' }} placeholder={t('identity.signUp.chooseStreet')}
                    onChange={(value: string) => set('street', value)} options={streets.map((each) => ({ value: each, label: each }))} />
                ) : (
                  <Input {...text('street', { maxLength: 60 })} />
                )}
              </Field>
              <Field label={t('identity.field.addressLine')} error={fault('address_line')}>
                <Input {...text('address_line', { maxLength: 200, autoComplete: 'street-address' })} />
              </Field>
            </div>
          </Panel>
          <Panel title={t('identity.signUp.admin')}>
            <div className="zr-form">
              <Field label={t('identity.field.adminName')} help={t('identity.field.adminHelp')} error={fault('admin_name')}>
                <Input {...text('admin_name', { maxLength: 120, autoComplete: 'name' })} />
              </Field>
              <Field label={t('identity.field.email')} help={t('identity.field.emailHelp')} error={fault('email')}>
                <Input {...text('email', { type: 'email', maxLength: 200, autoComplete: 'username' })} />
              </Field>
              <Field label={t('identity.field.password')} help={t('identity.field.passwordHelp')} error={fault('password')}>
                <Input.Password {...text('password', { maxLength: 200, autoComplete: 'new-password' })} />
              </Field>
            </div>
          </Panel>
          <div><Button type="primary" size="large" htmlType="submit" loading={busy}>{t('identity.signUp.send')}</Button></div>
        </form>
      )}
    </PublicFrame>
  )
}
