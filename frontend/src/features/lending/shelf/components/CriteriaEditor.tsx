/** The criteria of a product, each once, with the fields that its kind asks for. */
import { DeleteOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type Criterion, type Field, fresh, lacks, MOST_CRITERIA, VOCABULARY } from '../model'
import { ManyField, MoneyField, NumberField, OneField, PercentField } from './fields'

interface Props {
  criteria: Criterion[]
  onChange: (criteria: Criterion[]) => void
}

export default function CriteriaEditor({ criteria, onChange }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const left = Object.keys(VOCABULARY).filter((kind) => !criteria.some((each) => each.kind === kind))
  const change = (at: number, next: Criterion) => onChange(criteria.map((each, place) => (place === at ? next : each)))
  return (
    <>
      {criteria.length === 0 && <p className="zr-sub">{t('shelf.form.no_criteria')}</p>}
      {criteria.map((criterion, at) => {
        const name = t(`bank.criterion.${criterion.kind}`, { defaultValue: criterion.kind })
        return (
          <fieldset className="zs-line" key={criterion.kind}>
            <legend>{name}</legend>
            <div className="zs-fields">
              {(VOCABULARY[criterion.kind] ?? []).map((field) => (
                <One key={field.key} field={field} criterion={criterion} onChange={(value) => change(at, { ...criterion, [field.key]: value })} />
              ))}
            </div>
            {lacks(criterion).length > 0 && <p className="field-error">{t('shelf.form.fill_in')}</p>}
            <Button type="text" danger icon={<DeleteOutlined aria-hidden />} aria-label={t('shelf.form.take_out_of', { name })}
              onClick={() => onChange(criteria.filter((each) => each !== criterion))}>{t('shelf.form.take_out')}</Button>
          </fieldset>
        )
      })}
      <div className="zr-field">
        <label htmlFor={id}>{t('shelf.form.add_criterion')}</label>
        <Select id={id} value={null} disabled={left.length === 0 || criteria.length >= MOST_CRITERIA} placeholder={t('shelf.form.choose')} showSearch={{ optionFilterProp: 'label' }}
          options={left.map((value) => ({ value, label: t(`bank.criterion.${value}`) }))} onChange={(kind: string) => onChange([...criteria, fresh(kind)])} />
      </div>
    </>
  )
}

function One({ field, criterion, onChange }: { field: Field; criterion: Criterion; onChange: (value: unknown) => void }) {
  const { t } = useTranslation()
  const label = t(`shelf.field.${field.label ?? field.key}`)
  const value = criterion[field.key]
  const number = typeof value === 'number' ? value : null
  const codes = field.codes ?? []
  const worded = (code: string) => (field.group ? t(`bank.${field.group}.${code}`, { defaultValue: code }) : t(`shelf.code.${code}`, { defaultValue: code }))
  const options = codes.map((code) => ({ value: code, label: worded(code) }))
  switch (field.is) {
    case 'money':
      return <MoneyField label={label} value={number} onChange={onChange} />
    case 'percent':
      return <PercentField label={label} value={number} min={-100} max={10_000} onChange={onChange} />
    case 'whole':
      return <NumberField label={label} value={number} min={1} max={field.key.includes('months') ? 600 : 10_000_000} onChange={onChange} />
    case 'one':
      return <OneField label={label} value={typeof value === 'string' ? value : null} options={options} onChange={onChange} />
    case 'months_by_kind':
      return <MonthsByKind kinds={codes} value={(value ?? {}) as Record<string, number>} onChange={onChange} />
    default:
      return <ManyField label={label} wide free={field.is === 'texts'} value={Array.isArray(value) ? value.map(String) : []} options={options} onChange={onChange} />
  }
}

function MonthsByKind({ kinds, value, onChange }: { kinds: readonly string[]; value: Record<string, number>; onChange: (value: Record<string, number>) => void }) {
  const { t } = useTranslation()
  return kinds.map((kind) => (
    <NumberField key={kind} label={t('shelf.form.months_of', { kind: t(`bank.kind.${kind}`) })} value={value[kind] ?? null} min={1} max={600}
      onChange={(months) => {
        const { [kind]: _, ...others } = value
        onChange(months === null ? others : { ...others, [kind]: months })
      }} />
  ))
}
