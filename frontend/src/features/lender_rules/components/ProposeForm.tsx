/** The next version of the rules, checked as one types; it changes nothing before another person accepts it. */
import { Button, Input, InputNumber, Select } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import { differing, faultOf, type Field, FIELDS, OUTCOMES, type RuleKind, type Values } from '../model'
import { usePropose } from '../queries'
import Changes from './Changes'

export default function ProposeForm({ kind, from, close }: { kind: RuleKind; from: Values; close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const propose = usePropose(kind)
  const [values, setValues] = useState(from)
  const [day, setDay] = useState<string | undefined>(today())
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const faults = FIELDS[kind].filter((field) => faultOf(field, values[field.key]) !== null)
  const same = differing(kind, from, values).length === 0
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const first = faults[0]?.key ?? (!day || day < today() ? 'day' : reason.trim() === '' ? 'reason' : null)
    if (first !== null) {
      document.getElementById(`${id}-${first}`)?.focus()
      return
    }
    if (!same && day) propose.mutate({ values, valid_from: day, reason: reason.trim() }, { onSuccess: close })
  }
  const groups = [...new Set(FIELDS[kind].map(({ group }) => group))]
  return (
    <form className="zr-form lr-form" onSubmit={send} noValidate aria-label={t('lenderRules.propose')}>
      {groups.map((group) => (
        <fieldset key={group} className="lr-group">
          <legend>{t(`lenderRules.group.${group}`)}</legend>
          {FIELDS[kind].filter((field) => field.group === group).map((field) => (
            <One key={field.key} id={`${id}-${field.key}`} field={field} values={values} set={(value) => setValues({ ...values, [field.key]: value })} />
          ))}
        </fieldset>
      ))}
      <div className="lr-group">
        <div className="zr-field">
          <label htmlFor={`${id}-day`}>{t('lenderRules.from')}</label>
          <DayField id={`${id}-day`} value={day} onChange={setDay} from={today()} invalid={!day || day < today()} />
          {(!day || day < today()) && <div className="field-error" role="alert">{t('lenderRules.fault.day')}</div>}
        </div>
        <div className="zr-field lr-wide">
          <label htmlFor={`${id}-reason`}>{t('lenderRules.reason')}</label>
          <Input.TextArea id={`${id}-reason`} rows={2} maxLength={1000} value={reason} aria-invalid={tried && reason.trim() === ''}
            onChange={(event) => setReason(event.target.value)} />
          {tried && reason.trim() === '' && <div className="field-error" role="alert">{t('common.required')}</div>}
        </div>
      </div>
      <section aria-live="polite">
        <h3>{t('lenderRules.changes')}</h3>
        <Changes kind={kind} before={from} after={values} />
      </section>
      <FormProblem error={propose.error} />
      <div className="lr-actions">
        <Button type="primary" htmlType="submit" loading={propose.isPending} disabled={same}>{t('lenderRules.send')}</Button>
        <Button onClick={close}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}

function One({ id, field, values, set }: { id: string; field: Field; values: Values; set: (value: number | string | null) => void }) {
  const { t } = useTranslation()
  const value = values[field.key]
  const fault = faultOf(field, value)
  return (
    <div className="zr-field">
      <label htmlFor={id}>{t(`lenderRules.field.${field.key}`)}</label>
      {field.as === 'outcome' ? (
        <Select id={id} value={value as string} onChange={set} options={OUTCOMES.map((each) => ({ value: each, label: t(`lenderRules.outcome.${each}`) }))} />
      ) : (
        <InputNumber id={id} style={{ width: '100%' }} value={typeof value === 'number' ? value : null} onChange={set} suffix={t(`lenderRules.suffix.${field.as}`)}
          precision={field.as === 'wan' || field.as === 'percent' ? 2 : undefined} status={fault ? 'error' : undefined} aria-invalid={fault !== null}
          aria-describedby={fault ? `${id}-fault` : undefined} />
      )}
      {fault && (
        <div id={`${id}-fault`} className="field-error" role="alert">
          {t(`lenderRules.fault.${fault}`, field.as === 'outcome' ? {} : { least: field.least, most: field.most })}
        </div>
      )}
    </div>
  )
}
