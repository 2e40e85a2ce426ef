/** A table pasted from a spreadsheet: what was read of it, line by line what was not. */
import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import Money from '../../../ui/Money'
import { type Unit, hasProfit, readForecast } from '../forecast'

interface Props {
  id: string
  label: string
  /** What its amounts are. */
  amounts: string
  hint: string
  example: string
  unit: Unit
  value: string
  error?: string | undefined
  onChange: (text: string) => void
}

const FAULTS_SHOWN = 5

export default function ForecastField({ id, label, amounts, hint, example, unit, value, error, onChange }: Props) {
  const { t } = useTranslation()
  const { rows, faults } = readForecast(value, unit)
  const profit = hasProfit(rows)
  return (
    <div className="need-field">
      <label htmlFor={id} className="need-label">{label}</label>
      <p id={`${id}-hint`} className="need-hint">{hint}</p>
      <Input.TextArea id={id} rows={5} maxLength={4000} placeholder={example} spellCheck={false} className="va-paste"
        status={error || faults.length > 0 ? 'error' : undefined} aria-describedby={`${id}-hint ${id}-error`}
        value={value} onChange={(event) => onChange(event.target.value)} />
      <div id={`${id}-error`} className="need-error" aria-live="polite">
        {faults.slice(0, FAULTS_SHOWN).map((each) => (
          <div key={`${each.line}${each.why}`}>{t(`valuation.estimate.fault.${each.why}`, { line: each.line, text: each.text })}</div>
        ))}
        {faults.length > FAULTS_SHOWN && <div>{t('valuation.estimate.faultsMore', { n: faults.length - FAULTS_SHOWN })}</div>}
        {error}
      </div>
      {rows.length > 0 && (
        <div className="zr-scroll va-read" tabIndex={0} role="region" aria-label={t('valuation.estimate.read', { n: rows.length })}>
          <table>
            <caption className="need-hint">{t('valuation.estimate.read', { n: rows.length })}</caption>
            <thead><tr><th scope="col">{t('valuation.estimate.year')}</th>{rows.map((row) => <th key={row.year} scope="col">{row.year}</th>)}</tr></thead>
            <tbody>
              <tr><th scope="row">{amounts}</th>
                {rows.map((row) => <td key={row.year} className="num"><Money fen={row.sales} bare /></td>)}</tr>
              {profit && <tr><th scope="row">{t('valuation.estimate.profit')}</th>{rows.map((row) => <td key={row.year} className="num"><Money fen={row.profit} bare /></td>)}</tr>}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
