import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import Field from '../../../ui/need/Field'
import type { RangeText } from '../model'

interface Props {
  prefix: string
  value: RangeText
  onChange: (value: RangeText) => void
}

const PARTS = [
  ['low', 'low'],
  ['central', 'centralIn'],
  ['high', 'high'],
] as const

export default function RangeFields({ prefix, value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div className="va-three">
      {PARTS.map(([part, word]) => (
        <Field key={part} id={`${prefix}-${part}`} label={t(`valuation.form.${word}`)}>
          <Input
            id={`${prefix}-${part}`}
            inputMode="decimal"
            value={value[part]}
            onChange={(event) => onChange({ ...value, [part]: event.target.value })}
          />
        </Field>
      ))}
    </div>
  )
}
