/** One comparison of a rule: which fact, compared how, with what. */
import { DeleteOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceField, Faults, ScaledField, TextField } from '../../edit/fields'
import { useEditing } from '../../edit/context'
import { answerWords, type Comparison, comparisonOf, type Fact, factWords, OPS, unitOf } from '../../model/plan'

interface Props {
  path: string
  n: number
  comparison: Comparison
  facts: readonly Fact[]
  onRemove: (() => void) | null
}

export default function ComparisonRow({ path, n, comparison, facts, onRemove }: Props) {
  const { t } = useTranslation()
  const { put } = useEditing()
  const id = useId()
  const fact = facts.find((each) => each.fact === comparison.fact)
  const kind = fact?.kind ?? 'flag'
  return (
    <div className="zi-row zi-row-3">
      <div className="zr-field">
        <label htmlFor={id}>{t('field.fact')}</label>
        <Select id={id} value={comparison.fact} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false}
          options={facts.map((each) => ({ value: each.fact, label: factWords(each.fact, t) }))}
          onChange={(name) => {
            const chosen = facts.find((each) => each.fact === name)
            if (chosen) put(path, { ...comparisonOf(chosen) })
          }} />
      </div>
      <ChoiceField path={`${path}.op`} options={OPS[kind].map((value) => ({ value, label: t(`insurance.op.${value}`) }))}
        onPicked={(op) => {
          if (kind === 'choice') put(`${path}.value`, op === 'one_of' ? [fact?.values[0] ?? ''] : (fact?.values[0] ?? ''))
        }} />
      <Value path={path} comparison={comparison} fact={fact} />
      {onRemove && <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('insurance.edit.remove_row', { n, of: t('insurance.rule.when') })} onClick={onRemove} />}
      <Faults path={path} />
    </div>
  )
}

function Value({ path, comparison, fact }: { path: string; comparison: Comparison; fact: Fact | undefined }) {
  const { t } = useTranslation()
  const { put } = useEditing()
  const id = useId()
  const label = t('insurance.rule.value')
  if (fact?.kind === 'flag') {
    return (
      <div className="zr-field">
        <label htmlFor={id}>{label}</label>
        <Select id={id} value={String(comparison.value === true)} onChange={(value) => put(`${path}.value`, value === 'true')}
          options={['true', 'false'].map((value) => ({ value, label: t(`insurance.yes_no.${value}`) }))} />
      </div>
    )
  }
  if (fact?.kind === 'choice') {
    const options = fact.values.map((value) => ({ value, label: answerWords(fact.fact, value, t) }))
    return <ChoiceField path={`${path}.value`} label={label} options={options} many={comparison.op === 'one_of'} />
  }
  const unit = unitOf(comparison.fact)
  return unit
    ? <ScaledField path={`${path}.value`} label={label} suffix={unit === 'yuan' ? t('insurance.unit.yuan') : '%'} />
    : <TextField path={`${path}.value`} label={label} number="whole" />
}
