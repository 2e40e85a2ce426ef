/** What an appraiser offers: fee, days, approaches, and whether he is related to the firm. */
import { Button, Checkbox, Input, InputNumber, Radio } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import { type NewQuote, useStep } from '../queries'

const FEN = 100
const APPROACHES = ['income', 'market', 'cost'] as const

export default function QuoteForm({ order }: { order: string }) {
  const { t } = useTranslation()
  const id = useId()
  const step = useStep(order)
  const [fee, setFee] = useState<number | null>(null)
  const [days, setDays] = useState<number | null>(null)
  const [approaches, setApproaches] = useState<NewQuote['approaches']>(['income'])
  const [until, setUntil] = useState<string>()
  const [related, setRelated] = useState<boolean>()
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const missing = { fee: !fee, days: !days, until: !until, related: related === undefined, approaches: approaches.length === 0 }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const first = (['fee', 'days', 'approaches', 'until', 'related'] as const).find((name) => missing[name])
    if (first || !fee || !days || !until || related === undefined) {
      document.getElementById(`${id}-${first}`)?.focus()
      return
    }
    step.mutate({ action: 'quote', body: { fee_fen: Math.round(fee * FEN), days, approaches, valid_until: until, related, note: note.trim() } })
  }
  const fault = (name: keyof typeof missing) => tried && missing[name] && <div className="field-error" role="alert">{t('common.required')}</div>
  return (
    <form className="zr-form" onSubmit={send} noValidate>
      <div className="ap-pair">
        <div className="zr-field">
          <label htmlFor={`${id}-fee`}>{t('appraisal.fee')}</label>
          <InputNumber id={`${id}-fee`} value={fee} onChange={setFee} min={0.01} precision={2} style={{ width: '100%' }} status={tried && missing.fee ? 'error' : undefined} />
          {fault('fee')}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-days`}>{t('appraisal.days')}</label>
          <InputNumber id={`${id}-days`} value={days} onChange={setDays} min={1} max={365} precision={0} style={{ width: '100%' }} status={tried && missing.days ? 'error' : undefined} />
          {fault('days')}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-until`}>{t('appraisal.validUntil')}</label>
          <DayField id={`${id}-until`} value={until} onChange={setUntil} from={today()} invalid={tried && missing.until} />
          {fault('until')}
        </div>
      </div>
      <div className="zr-field" id={`${id}-approaches`} tabIndex={-1}>
        <span className="zr-label" id={`${id}-by`}>{t('appraisal.approaches')}</span>
        <Checkbox.Group aria-labelledby={`${id}-by`} value={approaches} onChange={(next) => setApproaches(next)}
          options={APPROACHES.map((value) => ({ value, label: t(`appraisal.approach.${value}`) }))} />
        {fault('approaches')}
      </div>
      <div className="zr-field" id={`${id}-related`} tabIndex={-1}>
        <span className="zr-label" id={`${id}-kin`}>{t('appraisal.related')}</span>
        <Radio.Group aria-labelledby={`${id}-kin`} value={related} onChange={(event) => setRelated(event.target.value as boolean)}
          options={[{ value: false, label: t('appraisal.relatedNo') }, { value: true, label: t('appraisal.relatedYes') }]} />
        {fault('related')}
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-note`}>{t('appraisal.note')}</label>
        <Input.TextArea id={`${id}-note`} rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      </div>
      <FormProblem error={step.error} />
      <div><Button type="primary" htmlType="submit" loading={step.isPending}>{t('appraisal.sendQuote')}</Button></div>
    </form>
  )
}
