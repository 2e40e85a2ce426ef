import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import Field from '../../../ui/need/Field'
import type { RangeText } from '../model'

interface Props {
  prefix: string
  value: RangeText
  onChange: (value: RangeText) => void
  invalid?: boolean
}

const PARTS = [
  ['low', 'low'],
  ['central', 'centralIn'],
  ['high', 'high'],
] as const

export default function RangeFields({ prefix, value, onChange, invalid = false }: Props) {
  const { t } = useTranslation()
  return (
    <div className="va-three">
      {PARTS.map(([part, word]) => (
        <Field key={part} id={`${prefix}-${part}`} label={t(`valuation.form.${word}`)}>
          <Input
            id={`${prefix}-${part}`}
            inputMode="decimal"
            status={invalid ? 'error' : undefined}
            value={value[part]}
            onChange={(event) => onChange({ ...value, [part]: event.target.value })}
          />
        </Field>
      ))}
    </div>
  )
}
