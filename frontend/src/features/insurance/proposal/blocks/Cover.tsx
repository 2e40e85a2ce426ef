/** What is wanted: from when, which parts, where, with which limits; what insurers offer stands beside it. */
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { daysLater, monthsAfter, today } from '../../../../lib/dates'
import Money from '../../../../ui/Money'
import { useEditing } from '../../edit/context'
import { ChoiceField, Faults, FlagField, ScaledField, TextField } from '../../edit/fields'
import { at, type Doc, rowsAt } from '../../model/doc'
import { GRADES, territoryWords } from '../../model/plan'
import { DEDUCTIBLE_RULES } from '../../model/product'
import { useAsking } from '../context'
import { Day, Question, useQuestionName } from '../fields'
import { COSTS, newPart, type OfferedPart, territoriesSold } from '../model'

const YEAR = 12
const GRADED = GRADES.map((value) => ({ value, label: value }))

export default function Cover() {
  const { t } = useTranslation()
  const name = useQuestionName()
  const { proposal, offered, readOnly } = useAsking()
  const { doc, put } = useEditing()
  const inception = at(doc, 'cover.inception_on')
  const parts = rowsAt(doc, 'cover.parts') as Doc[]
  return (
    <div className="zi-stack">
      <div className="zp-grid">
        <Question path="cover.inception_on"><Day path="cover.inception_on" label={name('cover.inception_on')} from={daysLater(today(), 1)} /></Question>
        <Question path="cover.expires_on">
          <Day path="cover.expires_on" label={name('cover.expires_on')} />
          {!readOnly && typeof inception === 'string' && at(doc, 'cover.expires_on') !== monthsAfter(inception, YEAR) && (
            <button type="button" className="zi-link" onClick={() => put('cover.expires_on', monthsAfter(inception, YEAR))}>{t('insurance.proposal.one_year', { day: monthsAfter(inception, YEAR) })}</button>
          )}
        </Question>
        <Question path="cover.retro_date"><Day path="cover.retro_date" label={name('cover.retro_date')} /></Question>
      </div>
      <Question path="cover.parts" wide>
        <fieldset className="zi-rows">
          <legend>{name('cover.parts')}</legend>
          <p className="zr-sub">{t('insurance.proposal.parts_sub')}</p>
          <Faults path="cover.parts" />
          {offered.length === 0 && <p>{t('insurance.proposal.nothing_offered')}</p>}
          {offered.map((each) => <Part key={each.code} of={each} n={parts.findIndex((part) => part.code === each.code)} />)}
        </fieldset>
      </Question>
      {proposal.line === 'loan_guarantee' ? <Loan /> : <Payee />}
    </div>
  )
}

function Part({ of, n }: { of: OfferedPart; n: number }) {
  const { t } = useTranslation()
  const { readOnly } = useAsking()
  const { doc, put, drop, push } = useEditing()
  const path = `cover.parts.${n}`
  const part = n < 0 ? undefined : (at(doc, path) as Doc)
  const options = of.territories.map((value) => ({ value, label: territoryWords(value, t) }))
  const pick = (on: boolean) => {
    if (!on) return rowsAt(doc, 'cover.parts').length === 1 ? put('cover.parts', null) : drop(path)
    const made = newPart(of, territoriesSold(doc)) as Doc
    push('cover.parts', of.kind === 'guarantee' ? { ...made, principal_fen: at(doc, 'cover.loan.principal_fen') ?? 0 } : made)
  }
  const sections = (part?.sections ?? []) as Doc[]
  const cost = (one: string, on: boolean) =>
    put(`${path}.sections`, on ? [...sections, { cost: one, terms: (sections[0]?.terms ?? null) as Doc }] : sections.filter((each) => each.cost !== one))
  return (
    <div className="zi-card" id={`q-part-${of.code}`}>
      <header>
        <Checkbox checked={n >= 0} disabled={readOnly} onChange={(event) => pick(event.target.checked)}>{t(`insurance.part.${of.code}`, { defaultValue: of.code })}</Checkbox>
        <span className="zr-sub">{t('insurance.proposal.offered_most')} <Money fen={of.most} />{of.least !== of.most && <> · {t('insurance.proposal.offered_least')} <Money fen={of.least} /></>}</span>
      </header>
      {part?.kind === 'liability' && <>
        <ChoiceField path={`${path}.territories`} label={t('field.territory')} many options={options} />
        {sections.map((each, m) => (
          <div key={String(each.cost)}>
            <strong>{t(`insurance.cost.${String(each.cost)}`)}</strong>
            <Terms path={`${path}.sections.${m}.terms`} />
          </div>
        ))}
        {!readOnly && !COSTS.some((each) => of.code === each) && <div className="zi-flags">
          {COSTS.map((each) => {
            const on = sections.some((one) => one.cost === each)
            return <Checkbox key={each} checked={on} disabled={on && sections.length === 1} onChange={(event) => cost(each, event.target.checked)}>{t(`insurance.cost.${each}`)}</Checkbox>
          })}
        </div>}
      </>}
      {part?.kind === 'rights' && <Terms path={`${path}.terms`} />}
      {part?.kind === 'guarantee' && <div className="zi-grid">
        <ScaledField path={`${path}.principal_fen`} label={t('insurance.proposal.principal')} suffix={t('insurance.unit.yuan')} />
        <ChoiceField path={`${path}.pd_grade`} label={t('insurance.proposal.grade')} options={GRADED} />
        <TextField path={`${path}.share_ppm`} label={t('insurance.try.share_ppm')} number="whole" />
      </div>}
    </div>
  )
}

function Terms({ path }: { path: string }) {
  const { t } = useTranslation()
  const yuan = t('insurance.unit.yuan')
  return (
    <div className="zi-grid">
      <ScaledField path={`${path}.limit_per_claim_fen`} suffix={yuan} />
      <ScaledField path={`${path}.limit_agg_fen`} suffix={yuan} />
      <ScaledField path={`${path}.deductible_fen`} suffix={yuan} />
      <ScaledField path={`${path}.coinsurance_bp`} suffix="%" />
      <ChoiceField path={`${path}.deductible_rule`} options={DEDUCTIBLE_RULES.map((value) => ({ value, label: t(`insurance.deductible_rule.${value}`) }))} />
    </div>
  )
}

function Payee() {
  const { t } = useTranslation()
  const name = useQuestionName()
  const { readOnly } = useAsking()
  const { doc, put } = useEditing()
  const payee = at(doc, 'cover.loss_payee')
  const named = payee !== null && payee !== undefined
  return (
    <Question path="cover.loss_payee">
      <div className="zr-field">
        <Checkbox checked={named} disabled={readOnly} onChange={(event) => put('cover.loss_payee', event.target.checked ? { name: '', accepts_terms: true } : null)}>{name('cover.loss_payee')}</Checkbox>
      </div>
      {named && <div className="zi-grid">
        <TextField path="cover.loss_payee.name" label={t('insurance.proposal.bank_name')} maxLength={200} />
        <FlagField path="cover.loss_payee.accepts_terms" label={t('field.accepts_terms')} />
      </div>}
    </Question>
  )
}

function Loan() {
  const { t } = useTranslation()
  const name = useQuestionName()
  return (
    <Question path="cover.loan" wide papers>
      <fieldset className="zi-rows zi-card">
        <legend>{name('cover.loan')}</legend>
        <Faults path="cover.loan" />
        <div className="zi-grid">
          <TextField path="cover.loan.bank" label={t('insurance.proposal.bank_name')} maxLength={200} />
          <ScaledField path="cover.loan.principal_fen" label={t('insurance.proposal.principal')} suffix={t('insurance.unit.yuan')} />
          <TextField path="cover.loan.term_months" label={t('insurance.proposal.months')} number="whole" />
          <Day path="cover.loan.valued_on" label={t('field.valued_on')} />
        </div>
      </fieldset>
    </Question>
  )
}
