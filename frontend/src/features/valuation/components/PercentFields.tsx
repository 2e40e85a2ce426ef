/** A rate as lowest, likeliest and highest, in per cent, with a hint and its error. */
import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Three } from '../estimate'

interface Props {
  id: string
  label: string
  hint: string
  value: Three
  error?: string | undefined
  onChange: (value: Three) => void
}

export default function PercentFields({ id, label, hint, value, error, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <fieldset className="va-right" id={id} tabIndex={-1} aria-describedby={`${id}-hint ${id}-error`}>
      <legend>{label}</legend>
      <p id={`${id}-hint`} className="need-hint">{hint}</p>
      <div className="va-percents">
        {(['low', 'likely', 'high'] as const).map((part) => (
          <label key={part} htmlFor={`${id}-${part}`}>
            <span className="need-hint">{t(`valuation.estimate.${part}`)}</span>
            <Input id={`${id}-${part}`} inputMode="decimal" suffix="%" maxLength={10} status={error ? 'error' : undefined} value={value[part]}
              onChange={(event) => onChange({ ...value, [part]: event.target.value })} />
          </label>
        ))}
      </div>
      <div id={`${id}-error`} className="need-error" aria-live="polite">{error}</div>
    </fieldset>
  )
}
