/** The operator raises a fee: his own platform fee, or an appraiser's fee for it. */
import '../treasury.css'
import { Button, Input, InputNumber, Radio, Select } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { today } from '../../../lib/dates'
import { useMay, useMe } from '../../../lib/permissions'
import { DayField } from '../../../ui/DayField'
import EmptyState from '../../../ui/EmptyState'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import Unread from '../../../ui/Unread'
import OrganisationField from '../components/OrganisationField'
import { feeWords } from '../model'
import { type Fee, type NewCharge, useFeeAmount, useFees, useRaise } from '../queries'

const FEN = 100

export default function RaisePage() {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const id = useId()
  const me = useMe()
  const may = useMay('raise_charges')
  const raise = useRaise()
  const [purpose, setPurpose] = useState<NewCharge['purpose']>('platform_fee')
  const [payer, setPayer] = useState<string>()
  const [payee, setPayee] = useState<string>()
  const [feeId, setFeeId] = useState<string>()
  const [base, setBase] = useState<number | null>(null)
  const [due, setDue] = useState<string>()
  const [about, setAbout] = useState('')
  const [tried, setTried] = useState(false)
  const fees = useFees('')
  const inForce = (fees.data?.items ?? []).filter((each) => each.in_force && each.purpose === purpose)
  const fee = inForce.find((each) => each.id === feeId)
  const baseFen = fee?.rate_bp && base ? Math.round(base * FEN) : undefined
  const comes = useFeeAmount(fee, baseFen).data
  const named = (each: Fee) => (i18n.language === 'en' ? each.name_en : each.name)
  const crumbs = [{ label: t('money.toBills'), to: '/account/billing' }, { label: t('money.raise.title') }]
  const missing = { payer: !payer, payee: purpose === 'appraisal_fee' && !payee, fee: !fee, base: Boolean(fee?.rate_bp) && !base, due: !due, about: !about.trim() }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const first = (['payer', 'payee', 'fee', 'base', 'due', 'about'] as const).find((name) => missing[name])
    if (first || !payer || !fee || !comes || !due) {
      document.getElementById(`${id}-${first}`)?.focus()
      return
    }
    raise.mutate(
      { purpose, payer_id: payer, payee_id: purpose === 'platform_fee' ? me.organisation.id : (payee ?? ''), amount_fen: comes.amount_fen, currency: 'CNY', due_on: due, about: about.trim(),
        fee_id: fee.id, fee_base_fen: baseFen ?? null },
      { onSuccess: (row) => void navigate(`/pay/${row.id}`) },
    )
  }
  const fault = (name: keyof typeof missing) => tried && missing[name] && <div className="field-error" role="alert">{t('common.required')}</div>
  if (!may) return <><PageHeader crumbs={crumbs} title={t('money.raise.title')} /><EmptyState title={t('common.error.noRight')} text={t('money.raise.noRight')} /></>
  return (
    <>
      <PageHeader crumbs={crumbs} title={t('money.raise.title')} sub={t('money.raise.sub')} />
      <Panel>
        <Unread of={[fees]} />
        <form className="zr-form" onSubmit={send} noValidate>
          <div className="zr-field">
            <span className="zr-label" id={`${id}-purpose`}>{t('money.raise.purpose')}</span>
            <Radio.Group aria-labelledby={`${id}-purpose`} value={purpose} onChange={(event) => setPurpose(event.target.value as NewCharge['purpose'])}
              options={(['platform_fee', 'appraisal_fee'] as const).map((value) => ({ value, label: t(`money.account.${value}`) }))} />
          </div>
          <div className="zr-field">
            <label htmlFor={`${id}-payer`}>{t('money.raise.payer')}</label>
            <OrganisationField id={`${id}-payer`} value={payer} onChange={setPayer} invalid={tried && missing.payer} />
            {fault('payer')}
          </div>
          {purpose === 'appraisal_fee' && (
            <div className="zr-field">
              <label htmlFor={`${id}-payee`}>{t('money.raise.payee')}</label>
              <OrganisationField id={`${id}-payee`} kind="appraiser" value={payee} onChange={setPayee} invalid={tried && missing.payee} />
              {fault('payee')}
            </div>
          )}
          <div className="zr-field">
            <label htmlFor={`${id}-fee`}>{t('money.raise.fee')}</label>
            <Select id={`${id}-fee`} value={fee?.id} onChange={setFeeId} placeholder={t('money.raise.feeHint')} status={tried && missing.fee ? 'error' : undefined}
              notFoundContent={<Link to="/o/money/fees">{t('money.raise.noFee')}</Link>} options={inForce.map((each) => ({ value: each.id, label: named(each) }))} />
            {fee && <span className="zr-sub">{feeWords(fee, t)}</span>}
            {fault('fee')}
          </div>
          {fee?.rate_bp && (
            <div className="zr-field">
              <label htmlFor={`${id}-base`}>{t('money.raise.base')}</label>
              <InputNumber id={`${id}-base`} value={base} onChange={setBase} min={0.01} precision={2} style={{ width: 240 }} status={tried && missing.base ? 'error' : undefined} />
              {fault('base')}
            </div>
          )}
          <p role="status">{t('money.raise.amount')}{t('common.colon')}<strong><Money fen={comes?.amount_fen} exact /></strong></p>
          <div className="zr-field">
            <label htmlFor={`${id}-due`}>{t('money.raise.due')}</label>
            <DayField id={`${id}-due`} value={due} onChange={setDue} from={today()} invalid={tried && missing.due} />
            {fault('due')}
          </div>
          <div className="zr-field">
            <label htmlFor={`${id}-about`}>{t('money.raise.about')}</label>
            <Input id={`${id}-about`} value={about} maxLength={200} onChange={(event) => setAbout(event.target.value)} status={tried && missing.about ? 'error' : undefined} aria-describedby={`${id}-about-hint`} />
            <span className="zr-sub" id={`${id}-about-hint`}>{t('money.raise.aboutHint')}</span>
            {fault('about')}
          </div>
          <FormProblem error={raise.error} />
          <div><Button type="primary" htmlType="submit" loading={raise.isPending}>{t('money.raise.run')}</Button></div>
        </form>
      </Panel>
    </>
  )
}
