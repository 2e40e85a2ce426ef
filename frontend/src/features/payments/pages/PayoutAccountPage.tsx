/** To which account the own organisation is paid: registered with a second factor, or by two people. */
import '../payments.css'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMe } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ConfirmAction from '../../../ui/ConfirmAction'
import FormProblem from '../../../ui/FormProblem'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import StatusTag from '../../../ui/StatusTag'
import { type PayoutAccount, usePayoutAccounts, usePayoutActions } from '../queries'

const EMPTY = { account_number: '', again: '', bank_name: '', bank_code: '', password: '' }
const plain = (typed: string) => typed.replace(/[\s-]/g, '')

function Register() {
  const { t } = useTranslation()
  const id = useId()
  const me = useMe()
  const { register } = usePayoutActions()
  const [typed, setTyped] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const wrong: Record<string, string | null> = {
    account_number: /^\d{8,32}$/.test(plain(typed.account_number)) ? null : t('pay.payout.figures'),
    again: plain(typed.account_number) === plain(typed.again) ? null : t('pay.payout.differs'),
    bank_name: typed.bank_name.trim() ? null : t('common.required'),
    bank_code: /^(\d{12})?$/.test(plain(typed.bank_code)) ? null : t('pay.payout.bankCodeFigures'),
    password: typed.password ? null : t('common.required'),
  }
  const send = async () => {
    setTried(true)
    if (Object.values(wrong).some(Boolean)) return
    setBusy(true)
    setError(null)
    try {
      await register({
        account_name: me.organisation.name, account_number: plain(typed.account_number), bank_name: typed.bank_name.trim(),
        bank_code: plain(typed.bank_code) || null, password: typed.password,
      })
      setTyped(EMPTY)
      setTried(false)
    } catch (problem) {
      setError(problem)
      setTyped((before) => ({ ...before, password: '' }))
    } finally {
      setBusy(false)
    }
  }
  const field = (name: keyof typeof EMPTY) => {
    const said = tried ? wrong[name] : null
    const Field = name === 'password' ? Input.Password : Input
    return (
      <div className="zr-field">
        <label htmlFor={`${id}-${name}`}>{t(`pay.payout.${name}`)}</label>
        <Field id={`${id}-${name}`} value={typed[name]} maxLength={name === 'bank_name' ? 100 : 200} autoComplete={name === 'password' ? 'current-password' : 'off'}
          {...(name.startsWith('account') || name === 'again' || name === 'bank_code' ? { inputMode: 'numeric' as const } : {})}
          {...(said ? { status: 'error' as const } : {})} aria-invalid={said ? true : undefined} aria-describedby={said ? `${id}-${name}-said` : undefined}
          onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} />
        {said && <div className="field-error" role="alert" id={`${id}-${name}-said`}>{said}</div>}
      </div>
    )
  }
  return (
    <Panel title={t('pay.payout.register')} sub={t(me.second_factor ? 'pay.payout.withFactor' : 'pay.payout.withoutFactor')}>
      <form className="zr-form" noValidate onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}>
        <div className="zr-field">
          <span className="zr-label">{t('pay.payout.account_name')}</span>
          <strong>{me.organisation.name}</strong>
          <span className="zr-sub">{t('pay.payout.ownName')}</span>
        </div>
        {field('account_number')}
        {field('again')}
        {field('bank_name')}
        {field('bank_code')}
        {field('password')}
        <FormProblem error={error} />
        <div><Button type="primary" htmlType="submit" loading={busy}>{t('pay.payout.run')}</Button></div>
      </form>
    </Panel>
  )
}

function Actions({ row }: { row: PayoutAccount }) {
  const { t } = useTranslation()
  const { confirm, refuse } = usePayoutActions()
  return (
    <span className="pay-line">
      {row.allowed_actions.includes('confirm') && (
        <ConfirmAction label={t('pay.payout.confirm')} title={t('pay.payout.confirmAsk', { number: row.account_number.slice(-4) })} text={t('pay.payout.confirmText')} asks="password"
          button={{ size: 'small', type: 'primary' }} run={(password) => confirm(row.id, password)} />
      )}
      {row.allowed_actions.includes('refuse') && (
        <ConfirmAction label={t('pay.payout.refuse')} title={t('pay.payout.refuseAsk')} text={t('pay.payout.refuseText')} button={{ size: 'small' }} run={() => refuse(row.id)} />
      )}
      {row.state === 'proposed' && !row.allowed_actions.includes('confirm') && <span className="zr-sub">{t('pay.payout.second')}</span>}
    </span>
  )
}

export default function PayoutAccountPage() {
  const { t } = useTranslation()
  const { state } = useListState({ cursor: '' })
  const asked = usePayoutAccounts(state.cursor ?? '')
  const account = (row: PayoutAccount) => <><span className="num">{row.account_number}</span><div className="zr-sub">{row.account_name}</div>{row.sent_back && <Mark tone="danger">{t('pay.payout.sentBack')}</Mark>}</>
  const bank = (row: PayoutAccount) => <>{row.bank_name}{row.bank_code && <div className="zr-sub num">{row.bank_code}</div>}</>
  const people = (row: PayoutAccount) => (
    <>
      {row.registered_by_name}{row.decided_by_name && row.decided_by_name !== row.registered_by_name && <> → {row.decided_by_name}</>}
      <div className="zr-sub num">{formatDateTime(row.decided_at ?? row.registered_at)}</div>
    </>
  )
  return (
    <>
      <PageHeader title={t('pay.payout.title')} sub={t('pay.payout.sub')} crumbs={[{ label: t('pay.list.title'), to: '/account/billing' }]} />
      <Panel flush title={t('pay.payout.versions')}>
        <Listing<PayoutAccount>
          asked={asked}
          keyOf={(row) => row.id}
          rows={3}
          empty={{ title: t('pay.payout.empty'), text: t('pay.payout.emptyText'), action: <Link to="/account/billing">{t('pay.list.title')}</Link> }}
          columns={[
            { title: t('pay.payout.account_number'), key: 'account', render: (_, row) => account(row) },
            { title: t('pay.payout.bank_name'), key: 'bank', render: (_, row) => bank(row) },
            { title: t('pay.payout.people'), key: 'people', width: 200, render: (_, row) => people(row) },
            { title: t('pay.list.state'), key: 'state', width: 240, render: (_, row) => <><StatusTag subject="payout_account" state={row.state} /><Actions row={row} /></> },
          ]}
          card={(row) => (
            <>
              <span className="pay-line"><span>{account(row)}</span><StatusTag subject="payout_account" state={row.state} /></span>
              {bank(row)}
              <span className="zr-sub">{people(row)}</span>
              <Actions row={row} />
            </>
          )}
        />
      </Panel>
      <Register />
    </>
  )
}
