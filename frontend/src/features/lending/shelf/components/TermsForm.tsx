/** The terms of a product's next version: what it lends, at what price, to whom, on what. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import Panel from '../../../../ui/Panel'
import { CheckLines } from '../../bank/components/ChecklistEditor'
import { BASES, criteriaOf, CUTS, FEE_BASES, FEES, KINDS, onLoan, REPAYMENTS, type Terms } from '../model'
import CriteriaEditor from './CriteriaEditor'
import { DateField, MoneyField, NumberField, OneField, PercentField, TextField } from './fields'

interface Props {
  terms: Terms
  onChange: (terms: Terms) => void
}

export default function TermsForm({ terms, onChange }: Props) {
  const { t } = useTranslation()
  const set = (part: Partial<Terms>) => onChange({ ...terms, ...part })
  const say = (key: string) => t(`shelf.field.${key}`)
  const options = (group: string, codes: readonly string[]) => codes.map((value) => ({ value, label: t(`shelf.${group}.${value}`) }))
  const mandate = (part: Partial<Terms['mandate']>) => set({ mandate: { ...terms.mandate, ...part } })
  const over = terms.rate_base === 'fixed' ? { scale: 100, decimals: 2, suffix: '%', min: 0, max: 50 } : { suffix: t('shelf.unit.bp'), min: -5000, max: 5000 }
  return (
    <>
      <Panel title={t('shelf.form.amounts')}>
        <div className="zs-fields">
          <MoneyField label={say('least')} value={terms.min_fen} onChange={(value) => set({ min_fen: value ?? 0 })} />
          <MoneyField label={say('most')} value={terms.cap_fen} onChange={(value) => set({ cap_fen: value ?? 0 })} />
          <NumberField label={say('shortest')} value={terms.min_months} min={1} max={360} onChange={(value) => set({ min_months: value ?? 1 })} />
          <NumberField label={say('longest')} value={terms.max_months} min={1} max={360} onChange={(value) => set({ max_months: value ?? 1 })} />
          <OneField label={say('repayment')} value={terms.repayment} options={options('repayment', REPAYMENTS)} onChange={(value) => set({ repayment: value as Terms['repayment'] })} />
          <NumberField label={say('decision_days')} value={terms.decision_days} min={1} max={120} onChange={(value) => set({ decision_days: value ?? 1 })} />
        </div>
      </Panel>
      <Panel title={t('shelf.form.price')}>
        <div className="zs-fields">
          <OneField label={say('rate_base')} value={terms.rate_base} options={options('base', BASES)} onChange={(value) => set({ rate_base: value })} />
          <NumberField label={say('rate_from')} value={terms.rate_from_bp} {...over} onChange={(value) => set({ rate_from_bp: value ?? 0 })} />
          <NumberField label={say('rate_to')} value={terms.rate_to_bp} {...over} onChange={(value) => set({ rate_to_bp: value ?? 0 })} />
        </div>
        <Fees terms={terms} set={set} />
      </Panel>
      <Panel title={t('shelf.form.cover')}>
        <Checkbox checked={terms.ratio_bp_by_kind === null} onChange={(event) => set({ ratio_bp_by_kind: event.target.checked ? null : { invention: 3000 } })}>{t('shelf.form.on_credit')}</Checkbox>
        {terms.ratio_bp_by_kind !== null && <Cover terms={terms} ratios={terms.ratio_bp_by_kind} set={set} />}
      </Panel>
      <Panel title={t('shelf.form.criteria')} sub={t('shelf.form.criteria_sub')}>
        <CriteriaEditor criteria={criteriaOf(terms)} onChange={(criteria) => set({ criteria })} />
      </Panel>
      <Panel title={t('shelf.form.papers')}>
        <CheckLines papers={terms.checklist} onChange={(checklist) => set({ checklist })} />
        <Checkbox checked={terms.guarantee_required} onChange={(event) => set({ guarantee_required: event.target.checked })}>{t('cover.required_tick')}</Checkbox>
      </Panel>
      <Panel title={t('shelf.form.mandate')} sub={t('shelf.form.mandate_sub')}>
        <div className="zs-fields">
          <TextField label={say('mandate_number')} value={terms.mandate.number} max={80} onChange={(number) => mandate({ number })} />
          <DateField label={say('from_on')} value={terms.mandate.from_on} onChange={(from_on) => mandate({ from_on })} />
          <DateField label={say('to_on')} value={terms.mandate.to_on} onChange={(to_on) => mandate({ to_on })} />
          <TextField label={say('mandate_text')} wide long max={2000} value={terms.mandate.text} onChange={(text) => mandate({ text })} />
          <TextField label={say('summary')} wide long max={1000} value={terms.summary} onChange={(summary) => set({ summary })} />
          <TextField label={say('source')} wide value={terms.source} onChange={(source) => set({ source })} />
        </div>
      </Panel>
    </>
  )
}

function Fees({ terms, set }: { terms: Terms; set: (part: Partial<Terms>) => void }) {
  const { t } = useTranslation()
  const change = (at: number, part: Partial<Terms['fees'][number]>) => set({ fees: terms.fees.map((each, place) => (place === at ? { ...each, ...part } : each)) })
  return (
    <>
      {terms.fees.map((each, at) => (
        <fieldset className="zs-line" key={at}>
          <legend>{t('shelf.form.fee_n', { n: at + 1 })}</legend>
          <div className="zs-fields">
            <OneField label={t('shelf.field.fee')} value={each.code} onChange={(code) => change(at, { code })}
              options={[...new Set([...FEES, each.code])].map((value) => ({ value, label: t(`shelf.fee.${value}`, { defaultValue: value }) }))} />
            <OneField label={t('shelf.field.basis')} value={each.basis} options={FEE_BASES.map((value) => ({ value, label: t(`shelf.fee_basis.${value}`) }))}
              onChange={(basis) => change(at, { basis: basis as typeof each.basis, rate_bp: null, amount_fen: null })} />
            {onLoan(each.basis)
              ? <PercentField label={t('shelf.field.fee_rate')} value={each.rate_bp} onChange={(rate_bp) => change(at, { rate_bp })} />
              : <MoneyField label={t('shelf.field.fee_amount')} value={each.amount_fen} onChange={(amount_fen) => change(at, { amount_fen })} />}
          </div>
          <Button type="text" danger icon={<DeleteOutlined aria-hidden />} aria-label={t('shelf.form.take_out_of', { name: t('shelf.form.fee_n', { n: at + 1 }) })}
            onClick={() => set({ fees: terms.fees.filter((_, place) => place !== at) })}>{t('shelf.form.take_out')}</Button>
        </fieldset>
      ))}
      <Button icon={<PlusOutlined aria-hidden />} disabled={terms.fees.length >= 20} style={{ marginTop: 12 }}
        onClick={() => set({ fees: [...terms.fees, { code: 'guarantee', basis: 'loan_yearly', rate_bp: null, amount_fen: null }] })}>{t('shelf.form.add_fee')}</Button>
    </>
  )
}

function Cover({ terms, ratios, set }: { terms: Terms; ratios: Record<string, number>; set: (part: Partial<Terms>) => void }) {
  const { t } = useTranslation()
  const cut = (part: Partial<Terms['haircuts']>) => set({ haircuts: { ...terms.haircuts, ...part } })
  return (
    <div className="zs-fields" style={{ marginTop: 12 }}>
      {KINDS.map((kind) => (
        <PercentField key={kind} label={t('shelf.form.ratio_of', { kind: t(`bank.kind.${kind}`) })} value={ratios[kind] ?? null}
          onChange={(bp) => {
            const { [kind]: _, ...others } = ratios
            set({ ratio_bp_by_kind: bp === null || bp === 0 ? others : { ...others, [kind]: bp } })
          }} />
      ))}
      <OneField label={t('shelf.field.value_choice')} value={terms.value_choice} options={['low', 'central'].map((value) => ({ value, label: t(`shelf.value.${value}`) }))}
        onChange={(value_choice) => set({ value_choice })} />
      <NumberField label={t('shelf.field.max_age')} value={terms.max_valuation_age_months} min={1} max={120} onChange={(max_valuation_age_months) => set({ max_valuation_age_months })} />
      {CUTS.map((name) => <PercentField key={name} label={t('shelf.form.cut_of', { cut: t(`shelf.cut.${name}`) })} value={terms.haircuts[name]} onChange={(bp) => cut({ [name]: bp ?? 0 })} />)}
      <NumberField label={t('shelf.field.life')} value={terms.haircuts.life_months_beyond_term} max={600} onChange={(life_months_beyond_term) => cut({ life_months_beyond_term })} />
    </div>
  )
}
