/** The next version of a kind's rule: from a day on, or at once; it takes the place of what was to begin later. */
import { Button, Checkbox, Input, InputNumber, Radio } from 'antd'
import dayjs from 'dayjs'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { MEDIA_TYPES } from '../../../lib/mediaTypes'
import { countText, sizeText } from '../../../lib/size'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import { type Bound, BOUNDS, type Rule, useSetKindRule } from '../kinds'

const NAMES = Object.keys(BOUNDS) as Bound[]
/** Those that are read in another unit than they are typed in. */
const BYTES: readonly Bound[] = ['max_bytes', 'max_unpacked_bytes']
const WHEN = ['day', 'once'] as const
const MACROS = ['refused', 'flagged'] as const

export default function KindRuleForm({ base }: { base: Rule }) {
  const { t } = useTranslation()
  const id = useId()
  const send = useSetKindRule()
  const tomorrow = dayjs(today()).add(1, 'day').format('YYYY-MM-DD')
  const [types, setTypes] = useState<string[]>(base.media_types)
  const [bounds, setBounds] = useState<Record<Bound, number>>(() => Object.fromEntries(NAMES.map((each) => [each, base[each]])) as Record<Bound, number>)
  const [macros, setMacros] = useState(base.macros)
  const [when, setWhen] = useState<(typeof WHEN)[number]>('day')
  const [day, setDay] = useState<string | undefined>(tomorrow)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const open = types.length === 0 || reason.trim() === '' || (when === 'day' && !day)
  const submit = () => {
    setTried(true)
    if (open) return
    send.mutate(
      { kind: base.kind, media_types: types, ...bounds, macros, reason: reason.trim(), valid_on: when === 'day' ? (day ?? null) : null },
      { onSuccess: () => { setReason(''); setTried(false) } },
    )
  }
  return (
    <form className="zr-form" onSubmit={(event) => { event.preventDefault(); submit() }}>
      <fieldset className="op-fieldset">
        <legend>{t('operator.kinds.types')}</legend>
        <Checkbox.Group value={types} onChange={setTypes} options={Object.entries(MEDIA_TYPES).map(([value, label]) => ({ value, label }))} />
        {tried && types.length === 0 && <div className="field-error" role="alert">{t('common.required')}</div>}
      </fieldset>
      <div className="op-bounds">
        {NAMES.map((name) => (
          <div key={name} className="zr-field">
            <label htmlFor={`${id}-${name}`}>{t(`operator.kinds.bound.${name}`)}</label>
            <InputNumber id={`${id}-${name}`} min={1} max={BOUNDS[name]} precision={0} value={bounds[name]} style={{ width: '100%' }}
              formatter={(value) => (value === undefined ? '' : countText(Number(value)))} parser={(text) => Number((text ?? '').replaceAll(/\D/g, '') || 1)}
              aria-describedby={BYTES.includes(name) ? `${id}-${name}-read` : undefined}
              onChange={(value) => setBounds({ ...bounds, [name]: value ?? 1 })} />
            {BYTES.includes(name) && <span id={`${id}-${name}-read`} className="zr-sub num">= {sizeText(bounds[name])}</span>}
          </div>
        ))}
      </div>
      <div className="zr-field">
        <span className="zr-label" id={`${id}-macros`}>{t('operator.kinds.macros')}</span>
        <Radio.Group aria-labelledby={`${id}-macros`} value={macros} onChange={(event) => setMacros(event.target.value as Rule['macros'])}
          options={MACROS.map((value) => ({ value, label: t(`operator.kinds.with.${value}`) }))} />
      </div>
      <div className="zr-field">
        <span className="zr-label" id={`${id}-when`}>{t('operator.kinds.when')}</span>
        <Radio.Group aria-labelledby={`${id}-when`} value={when} onChange={(event) => setWhen(event.target.value as (typeof WHEN)[number])}
          options={WHEN.map((value) => ({ value, label: t(`operator.kinds.from.${value}`) }))} />
        {when === 'day' && <DayField id={`${id}-day`} value={day} from={tomorrow} onChange={setDay} label={t('operator.kinds.day')} invalid={tried && !day} />}
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-reason`}>{t('operator.kinds.reason')}</label>
        <Input.TextArea id={`${id}-reason`} rows={2} maxLength={500} value={reason} aria-required aria-invalid={tried && reason.trim() === ''}
          onChange={(event) => setReason(event.target.value)} />
        {tried && reason.trim() === '' && <div className="field-error" role="alert">{t('common.required')}</div>}
      </div>
      <FormProblem error={send.error} />
      <div><Button type="primary" htmlType="submit" loading={send.isPending}>{t('operator.kinds.run')}</Button></div>
      <div role="status">{send.isSuccess && t('operator.kinds.done', { n: send.data.version })}</div>
    </form>
  )
}
