/** The fields of an opinion to grant, and of one to refuse. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select } from 'antd'
import { type ReactNode, cloneElement, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBp as percent } from '../../../../lib/fen'
import { useMoney } from '../../../../lib/useMoney'
import type { Dossier } from '../model'
import { REASONS, usePhrases } from '../../phrases'
import { type Fault, type FieldName, type Typed, bpOf } from '../proposal'

interface Props {
  typed: Typed
  faults: readonly Fault[]
  change: (part: Partial<Typed>) => void
}

function Field({ name, label, help, error, children }: {
  name: FieldName
  label: ReactNode
  help?: ReactNode
  error?: ReactNode
  children: ReactElement<Record<string, unknown>>
}) {
  const id = `opinion-${name}`
  return (
    <div style={{ marginBottom: 16 }}>
      <label htmlFor={id} style={{ display: 'block', marginBottom: 4 }}>{label}</label>
      {cloneElement(children, { id, 'aria-invalid': error !== undefined, 'aria-describedby': `${id}-help`, status: error === undefined ? undefined : 'error' })}
      <div id={`${id}-help`} className={error === undefined ? 'zb-card-sub' : 'zb-late'} style={{ minHeight: 20, fontSize: 12 }}>{error ?? help}</div>
    </div>
  )
}

export function GrantFields({ typed, faults, change, limit, fit, asked }: Props & { limit: number; fit: Dossier['fit']; asked: boolean }) {
  const { t } = useTranslation()
  const money = useMoney()
  const wrong = (field: FieldName) => {
    const fault = faults.find((each) => each.field === field)
    return fault && t(`bank.decision.${fault.code}`, { limit: money(limit) })
  }
  const rate = bpOf(typed.rate)
  const range = { from: percent(fit.rate_from_bp), to: percent(fit.rate_to_bp) }
  const outside = rate !== null && ((fit.rate_from_bp !== null && rate < fit.rate_from_bp) || (fit.rate_to_bp !== null && rate > fit.rate_to_bp))
  return (
    <>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))', gap: '0 16px', marginTop: 16 }}>
        <Field name="amount" label={t('bank.decision.amount')} error={wrong('amount')}>
          <Input inputMode="decimal" value={typed.amount} onChange={(event) => change({ amount: event.target.value })} />
        </Field>
        <Field name="rate" label={t('bank.decision.rate')} error={wrong('rate')} help={outside ? t('bank.decision.rate_outside', range) : undefined}>
          <Input inputMode="decimal" value={typed.rate} onChange={(event) => change({ rate: event.target.value })} />
        </Field>
        <Field name="term" label={t('bank.decision.term')} error={wrong('term')}>
          <Input inputMode="numeric" value={typed.term} onChange={(event) => change({ term: event.target.value })} />
        </Field>
        <Field name="valid_days" label={t('bank.decision.valid_days')} error={wrong('valid_days')}>
          <Input inputMode="numeric" value={typed.valid_days} onChange={(event) => change({ valid_days: event.target.value })} />
        </Field>
      </div>
      <fieldset style={{ border: 0, padding: 0, margin: '0 0 16px' }}>
        <legend style={{ padding: 0, marginBottom: 4 }}>{t('bank.decision.conditions')}</legend>
        {typed.conditions.map((condition, place) => (
          <div key={place} style={{ display: 'flex', gap: 8, marginBottom: 8 }}>
            <Input value={condition} maxLength={2000} aria-label={t('bank.decision.condition_n', { n: place + 1 })}
              onChange={(event) => change({ conditions: typed.conditions.with(place, event.target.value) })} />
            <Button icon={<DeleteOutlined aria-hidden />} aria-label={t('bank.decision.remove_condition', { n: place + 1 })}
              onClick={() => change({ conditions: typed.conditions.toSpliced(place, 1) })} />
          </div>
        ))}
        <Button type="dashed" icon={<PlusOutlined aria-hidden />} onClick={() => change({ conditions: [...typed.conditions, ''] })}>
          {t('bank.decision.add_condition')}
        </Button>
        <StandardConditions taken={typed.conditions} add={(words) => change({ conditions: [...typed.conditions.filter((each) => each.trim() !== ''), words] })} />
        <div style={{ marginTop: 12 }}>
          <Checkbox checked={asked || (typed.guarantee_required ?? false)} disabled={asked} aria-describedby={asked ? 'opinion-asked' : undefined}
            onChange={(event) => change({ guarantee_required: event.target.checked })}>
            {t('cover.required_tick')}
          </Checkbox>
          {asked && <p id="opinion-asked" className="zb-card-sub">{t('bank.decision.product_asks')}</p>}
        </div>
      </fieldset>
    </>
  )
}

export function RefusalFields({ typed, faults, change }: Props) {
  const { t } = useTranslation()
  const wrong = (field: FieldName) => {
    const fault = faults.find((each) => each.field === field)
    return fault && t(`bank.decision.${fault.code}`)
  }
  return (
    <div style={{ marginTop: 16 }}>
      <Field name="reason_code" label={t('bank.decision.reason')} error={wrong('reason_code')}>
        <Select style={{ width: '100%' }} value={typed.reason_code} placeholder={t('bank.form.choose')}
          onChange={(reason_code: string) => change({ reason_code })} options={REASONS.map((each) => ({ value: each, label: t(`bank.reason.${each}`) }))} />
      </Field>
      <BankWords code={typed.reason_code} />
      <Field name="sentence" label={t('bank.decision.sentence')} error={wrong('sentence')} help={t('bank.decision.sentence_help')}>
        <Input.TextArea rows={3} maxLength={2000} value={typed.sentence} onChange={(event) => change({ sentence: event.target.value })} />
      </Field>
    </div>
  )
}

/** The bank's standard conditions that are not taken yet, to be put in. */
function StandardConditions({ taken, add }: { taken: readonly string[]; add: (words: string) => void }) {
  const { t } = useTranslation()
  const left = usePhrases().data?.conditions.filter((each) => !taken.includes(each)) ?? []
  if (left.length === 0) return null
  return (
    <Select style={{ width: '100%', marginTop: 8 }} value={null} placeholder={t('bank.decision.standard')} aria-label={t('bank.decision.standard')}
      onChange={(words: string | null) => { if (words !== null) add(words) }} options={left.map((each) => ({ value: each, label: each }))} />
  )
}

/** What the firm will read beside the reason: the bank's standing words for it. */
export function BankWords({ code }: { code: string | undefined }) {
  const { t } = useTranslation()
  const words = usePhrases().data?.reasons
  const said = code ? words?.[code as (typeof REASONS)[number]] : undefined
  return said ? <p className="zb-card-sub" style={{ marginTop: 0 }}>{t('bank.decision.words', { words: said })}</p> : null
}
