/** Premium that came into the insurer's own account: day, amount and the bank's reference, read once more before they are sent. */
import { Button, Input, InputNumber, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import { type Policy, useCharge, useInsurerActs } from './queries'

const FEN = 100

export default function Receipt({ policy }: { policy: Policy }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>{t('policies.receipt.open')}</Button>
      {open && policy.charge_id && <Report policy={policy} charge={policy.charge_id} close={() => setOpen(false)} />}
    </>
  )
}

function Report({ policy, charge, close }: { policy: Policy; charge: string; close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const { report } = useInsurerActs(policy.id, policy.quote_id)
  const owed = useCharge(charge).data
  const left = owed?.outstanding_fen
  const [day, setDay] = useState<string | undefined>(today())
  const [typed, setTyped] = useState<number | null>()
  const yuan = typed === undefined ? (left === undefined ? null : left / FEN) : typed
  const [reference, setReference] = useState('')
  const [tried, setTried] = useState(false)
  const [reading, setReading] = useState(false)
  const missing = { day: !day, amount: yuan === null, reference: reference.trim() === '' }
  const amount_fen = Math.round((yuan ?? 0) * FEN)
  const go = () => {
    setTried(true)
    if (missing.day || missing.amount || missing.reference || !day) return
    if (!reading) return setReading(true)
    report.mutate({ reference: reference.trim(), amount_fen, received_on: day }, { onSuccess: close, onError: () => setReading(false) })
  }
  const required = (name: keyof typeof missing) => tried && missing[name] && <div className="field-error" role="alert">{t('common.required')}</div>
  return (
    <Modal open title={t('policies.receipt.title')} okText={t(reading ? 'policies.receipt.send' : 'policies.receipt.check')} cancelText={t(reading ? 'policies.receipt.back' : 'common.cancel')}
      confirmLoading={report.isPending} onOk={go} onCancel={() => (reading ? setReading(false) : close())}>
      <div className="zr-form">
        {!reading && <>
          <p>{t('policies.receipt.text', { number: policy.number })}</p>
          <dl className="zr-facts">
            <div><dt>{t('policies.fact.gross')}</dt><dd><Money fen={policy.gross_fen} exact /></dd></div>
            {left !== undefined && <div><dt>{t('policies.receipt.left')}</dt><dd><Money fen={left} exact /></dd></div>}
          </dl>
          <div className="zr-field">
            <label htmlFor={`${id}-day`}>{t('policies.receipt.day')}</label>
            <DayField id={`${id}-day`} {...(day ? { value: day } : {})} upTo={today()} onChange={setDay} invalid={tried && missing.day} />
            {required('day')}
          </div>
          <div className="zr-field">
            <label htmlFor={`${id}-amount`}>{t('policies.receipt.amount')}</label>
            <InputNumber id={`${id}-amount`} value={yuan} min={0.01} precision={2} style={{ width: 240 }} aria-required onChange={setTyped} />
            {required('amount')}
          </div>
          <div className="zr-field">
            <label htmlFor={`${id}-reference`}>{t('policies.receipt.reference')}</label>
            <Input id={`${id}-reference`} value={reference} maxLength={80} autoComplete="off" spellCheck={false} aria-required aria-invalid={tried && missing.reference} onChange={(event) => setReference(event.target.value)} />
            {required('reference')}
          </div>
        </>}
        {reading && <>
          <p role="status">{t(left !== undefined && amount_fen >= left ? 'policies.receipt.issues' : 'policies.receipt.part')}</p>
          <dl className="zr-facts">
            <div><dt>{t('policies.receipt.day')}</dt><dd>{formatDate(day)}</dd></div>
            <div><dt>{t('policies.receipt.amount')}</dt><dd><Money fen={amount_fen} exact /></dd></div>
            <div><dt>{t('policies.receipt.reference')}</dt><dd>{reference.trim()}</dd></div>
          </dl>
        </>}
        <FormProblem error={report.error} />
      </div>
    </Modal>
  )
}
