/** The inputs of one method, its source, and its result as the report states it beside the one run again here. */
import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import Field from '../../../ui/need/Field'
import Money from '../../../ui/Money'
import { series } from '../amounts'
import { type Draft, NO_RATE, type Rate } from '../draft'
import { ASKED, type Asked, type Method } from '../methods'

interface Props {
  method: Method
  draft: Draft
  /** The engine's own result, in fen. */
  run: number | null
  errorOf: (key: string) => string | undefined
  change: (part: Partial<Draft>) => void
}

export function RateField({ id, label, value, error, onChange }: { id: string; label: string; value: Rate; error: string | undefined; onChange: (value: Rate) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset className="ap-rate" id={id} tabIndex={-1} aria-describedby={`${id}-error`}>
      <legend>{label}</legend>
      <div className="ap-three">
        {(['low', 'likely', 'high'] as const).map((part) => (
          <label key={part} htmlFor={`${id}-${part}`}>
            <span className="need-hint">{t(`appraisal.form.${part}`)}</span>
            <Input id={`${id}-${part}`} inputMode="decimal" suffix="%" maxLength={12} status={error ? 'error' : undefined} value={value[part]} onChange={(event) => onChange({ ...value, [part]: event.target.value })} />
          </label>
        ))}
      </div>
      <div id={`${id}-error`} className="need-error" aria-live="polite">{error}</div>
    </fieldset>
  )
}

export default function MethodFields({ method, draft, run, errorOf, change }: Props) {
  const { t } = useTranslation()
  const at = (key: string) => `ap-${key.replaceAll('.', '-')}`
  const nameOf = (name: string) => t(`appraisal.form.ask.${name}`, { defaultValue: t(`worth.figure.${name}`) })
  const field = ({ name, kind, isOptional }: Asked) => {
    const key = `${method}.${name}`
    const id = at(key)
    const error = errorOf(key)
    const typed = draft.texts[key] ?? ''
    const set = (value: string) => change({ texts: { ...draft.texts, [key]: value } })
    if (kind === 'rate') return <RateField key={key} id={id} label={`${nameOf(name)} (%)`} value={draft.rates[key] ?? NO_RATE} error={error} onChange={(value) => change({ rates: { ...draft.rates, [key]: value } })} />
    if (kind === 'series' || kind === 'table') {
      const years = kind === 'series' ? series(typed) : null
      return (
        <Field key={key} id={id} wide label={`${nameOf(name)}${kind === 'series' ? t('appraisal.form.inWan') : ''}`} error={error}>
          <Input.TextArea id={id} rows={kind === 'series' ? 3 : 4} maxLength={8000} spellCheck={false} value={typed} status={error ? 'error' : undefined}
            aria-describedby={`${id}-hint ${id}-error`} onChange={(event) => set(event.target.value)} />
          <span className="need-hint" id={`${id}-hint`}>{years ? t('appraisal.form.periods', { n: years.length }) : t(`appraisal.form.hint.${kind === 'series' ? 'series' : name}`)}</span>
        </Field>
      )
    }
    return (
      <Field key={key} id={id} label={`${nameOf(name)}${isOptional ? t('appraisal.form.optional') : ''}`} error={error}>
        <Input id={id} inputMode="decimal" maxLength={12} suffix={kind === 'years' ? t('appraisal.form.years') : '%'} value={typed} status={error ? 'error' : undefined}
          aria-describedby={`${id}-error`} onChange={(event) => set(event.target.value)} />
      </Field>
    )
  }
  const result = `result.${method}`
  return (
    <fieldset className="ap-method">
      <legend>{t(`appraisal.about.${method}`)}</legend>
      <div className="need-grid">
        {ASKED[method].map(field)}
        <Field id={at(`${method}.source`)} wide label={t('appraisal.form.source')} error={errorOf(`${method}.source`)}>
          <Input id={at(`${method}.source`)} maxLength={300} value={draft.sources[method] ?? ''} status={errorOf(`${method}.source`) ? 'error' : undefined}
            onChange={(event) => change({ sources: { ...draft.sources, [method]: event.target.value } })} />
        </Field>
        <Field id={at(result)} label={t('appraisal.form.result')} error={errorOf(result)}>
          <Input id={at(result)} inputMode="decimal" maxLength={24} value={draft.results[method] ?? ''} status={errorOf(result) ? 'error' : undefined}
            aria-describedby={`${at(result)}-run`} onChange={(event) => change({ results: { ...draft.results, [method]: event.target.value } })} />
          <span className="need-hint" id={`${at(result)}-run`} role="status">{run === null ? t('appraisal.form.notRun') : <>{t('appraisal.form.run')} <Money fen={run} exact /></>}</span>
        </Field>
      </div>
    </fieldset>
  )
}
