/** The answers of a risk that is tried out: figures of the firm, territories, rights, terms, declarations. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ChoiceField, Faults, ScaledField, TextField } from '../../edit/fields'
import { useEditing } from '../../edit/context'
import { type Doc, keysAt, rowsAt } from '../../model/doc'
import { answerWords, factWords, GRADES, territoryWords } from '../../model/plan'
import { exposure, FTOS, INDUSTRIES, IPO_STAGES, PROOFS, SCREENINGS, termsOf } from '../../model/risk'

const RULES = ['then', 'higher_of'] as const

export default function RiskForm({ plan }: { plan: Doc }) {
  const { t } = useTranslation()
  const { doc } = useEditing()
  const options = (fact: string, values: readonly string[]) => values.map((value) => ({ value, label: answerWords(fact, value, t) }))
  const isGuarantee = doc.line === 'loan_guarantee'
  return (
    <div className="zi-stack">
      <div className="zi-grid">
        <TextField path="inception_on" maxLength={10} />
        <TextField path="expires_on" label={t('insurance.try.expires_on')} maxLength={10} />
        <ChoiceField path="industry" options={options('industry', INDUSTRIES)} />
        <ChoiceField path="ipo_stage" options={options('ipo_stage', IPO_STAGES)} />
        {!isGuarantee && <ScaledField path="schedule_bp" suffix="%" />}
        {!isGuarantee && doc.schedule_bp !== 0 && <TextField path="schedule_reason" maxLength={40} />}
      </div>
      {rowsAt(doc, 'exposures').length > 0 && <Exposures plan={plan} />}
      {rowsAt(doc, 'rights').map((_, n) => (
        <fieldset key={n} className="zi-rows">
          <legend>{t('insurance.try.rights')}</legend>
          <div className="zi-grid">
            <TextField path={`rights.${n}.count`} number="whole" />
            <ChoiceField path={`rights.${n}.proof`} options={options('right_proof', PROOFS)} />
            {(['age_years', 'direct_competitors', 'family_countries'] as const).map((each) => <TextField key={each} path={`rights.${n}.${each}`} number="whole" />)}
          </div>
        </fieldset>
      ))}
      {isGuarantee ? <GuaranteeForm /> : <TermsTable />}
      <details className="zi-details">
        <summary>{t('insurance.try.declared')}</summary>
        <DeclaredForm />
      </details>
    </div>
  )
}

function Exposures({ plan }: { plan: Doc }) {
  const { t } = useTranslation()
  const { doc, push, drop } = useEditing()
  const rows = rowsAt(doc, 'exposures') as Doc[]
  const known = keysAt(plan, 'territory')
  const free = known.filter((code) => !rows.some((each) => each.territory === code))
  const title = t('insurance.try.exposures')
  return (
    <fieldset className="zi-rows">
      <legend>{title}</legend>
      {rows.map((_, n) => (
        <div key={n} className="zi-row zi-row-fill">
          <ChoiceField path={`exposures.${n}.territory`} options={known.map((value) => ({ value, label: territoryWords(value, t) }))} />
          <ScaledField path={`exposures.${n}.revenue_fen`} label={t('insurance.try.revenue')} suffix={t('insurance.unit.yuan')} />
          <ChoiceField path={`exposures.${n}.fto`} options={FTOS.map((value) => ({ value, label: answerWords('fto', value, t) }))} />
          {(['suits_5y', 'letters_3y', 'own_families'] as const).map((each) => <TextField key={each} path={`exposures.${n}.${each}`} number="whole" />)}
          {rows.length > 1 && <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('insurance.edit.remove_row', { n: n + 1, of: title })} onClick={() => drop(`exposures.${n}`)} />}
        </div>
      ))}
      {free[0] && <div><Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => push('exposures', exposure(free[0] as string, 2_000_000_000))}>{t('insurance.plan.add_territory')}</Button></div>}
    </fieldset>
  )
}

function TermsTable() {
  const { t } = useTranslation()
  const { doc } = useEditing()
  return termsOf(doc).map(({ path, code, cost }) => (
    <fieldset key={path} className="zi-rows">
      <legend>{t(`insurance.part.${code}`, { defaultValue: code })}{cost && ` · ${t(`insurance.cost.${cost}`)}`}</legend>
      <div className="zi-grid">
        {(['limit_per_claim_fen', 'limit_agg_fen', 'deductible_fen'] as const).map((each) => <ScaledField key={each} path={`${path}.${each}`} suffix={t('insurance.unit.yuan')} />)}
        <ScaledField path={`${path}.coinsurance_bp`} suffix="%" />
        <ChoiceField path={`${path}.deductible_rule`} options={RULES.map((value) => ({ value, label: t(`insurance.deductible_rule.${value}`) }))} />
      </div>
      <Faults path={path} />
    </fieldset>
  ))
}

function GuaranteeForm() {
  const { t } = useTranslation()
  return (
    <div className="zi-grid">
      <ScaledField path="parts.0.principal_fen" suffix={t('insurance.unit.yuan')} />
      <ChoiceField path="parts.0.pd_grade" options={GRADES.map((value) => ({ value, label: value }))} />
      <TextField path="parts.0.share_ppm" label={t('insurance.try.share_ppm')} number="whole" />
    </div>
  )
}

function DeclaredForm() {
  const { t } = useTranslation()
  const { doc, put } = useEditing()
  return (
    <div className="zi-grid">
      {keysAt(doc, 'declared').map((fact) => {
        const path = `declared.${fact}`
        const value = (doc.declared as Doc)[fact]
        const label = factWords(fact, t)
        if (fact === 'sanctions') return <ChoiceField key={fact} path={path} label={label} clearable options={SCREENINGS.map((each) => ({ value: each, label: answerWords(fact, each, t) }))} />
        if (fact === 'group_aggregate_fen') return <ScaledField key={fact} path={path} label={label} suffix={t('insurance.unit.yuan')} />
        if (typeof value === 'number') return <TextField key={fact} path={path} label={label} number="whole" />
        return <Answer key={fact} label={label} value={value === null ? 'unknown' : String(value)} set={(next) => put(path, next === 'unknown' ? null : next === 'true')} />
      })}
    </div>
  )
}

function Answer({ label, value, set }: { label: string; value: string; set: (next: string) => void }) {
  const { t } = useTranslation()
  return (
    <label className="zr-field">
      <span className="zr-label">{label}</span>
      <select className="zi-select" value={value} onChange={(event) => set(event.target.value)}>
        {(['true', 'false', 'unknown'] as const).map((each) => <option key={each} value={each}>{t(`insurance.yes_no.${each}`)}</option>)}
      </select>
    </label>
  )
}
