/** Every field of a coverage part's clause (insurance.md §1.3), to be read or written. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ChoiceField, CodesField, Faults, FlagField, ScaledField, TextField } from '../../edit/fields'
import { useEditing } from '../../edit/context'
import { at, rowsAt } from '../../model/doc'
import { DEDUCTIBLE_RULES, EXCLUSIONS, OBJECTS, PAYEES, ROLES, TRIGGERS } from '../../model/product'

export default function PartFields({ path, n, alone }: { path: string; n: number; alone: boolean }) {
  const { t } = useTranslation()
  const { doc, readOnly, drop, push } = useEditing()
  const code = String(at(doc, `${path}.code`) ?? '')
  const yuan = t('insurance.unit.yuan')
  const of = (place: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`insurance.${place}.${value}`) }))
  const title = t(`insurance.part.${code}`, { defaultValue: code })
  return (
    <section className="zi-card" aria-label={t('insurance.product.part_n', { n: n + 1, name: title })}>
      <header>
        <h3>{t('insurance.product.part_n', { n: n + 1, name: title })}</h3>
        {!readOnly && !alone && <Button type="text" danger icon={<DeleteOutlined aria-hidden />} onClick={() => drop(path)}>{t('insurance.edit.remove')}</Button>}
      </header>
      <Faults path={path} />
      <div className="zi-grid">
        <TextField path={`${path}.code`} label={t('insurance.product.part_code')} maxLength={16} />
        <TextField path={`${path}.peril_code`} maxLength={40} />
        <ChoiceField path={`${path}.insured_role`} options={of('role', ROLES)} />
        <ChoiceField path={`${path}.object_schedule`} options={of('object', OBJECTS)} many />
        <ChoiceField path={`${path}.trigger`} options={of('trigger', TRIGGERS)} />
        <CodesField path={`${path}.territory`} />
        <CodesField path={`${path}.jurisdiction`} />
        <ScaledField path={`${path}.limit_per_claim_fen`} suffix={yuan} />
        <ScaledField path={`${path}.limit_agg_fen`} suffix={yuan} />
        <ScaledField path={`${path}.deductible_fen`} suffix={yuan} />
        <ScaledField path={`${path}.coinsurance_bp`} suffix="%" />
        <ChoiceField path={`${path}.deductible_rule`} options={of('deductible_rule', DEDUCTIBLE_RULES)} />
        <ScaledField path={`${path}.recovery_share_bp`} suffix="%" />
        <TextField path={`${path}.waiting_days`} number="whole" />
        <TextField path={`${path}.extended_reporting_days`} number="whole" />
        <RetroDate path={`${path}.retro_date`} />
        <ChoiceField path={`${path}.loss_payee`} options={of('payee', PAYEES)} many />
      </div>
      <div className="zi-flags">
        {(['reported_in_period', 'defence_inside_limit', 'prior_consent'] as const).map((each) => <FlagField key={each} path={`${path}.${each}`} />)}
      </div>
      <ChoiceField path={`${path}.excl_codes`} label={t('insurance.product.exclusions')} options={of('exclusion', EXCLUSIONS)} many />
      {(!readOnly || rowsAt(doc, `${path}.sublimits`).length > 0) && (
        <fieldset className="zi-rows">
          <legend>{t('field.sublimits')}</legend>
          {rowsAt(doc, `${path}.sublimits`).map((_, m) => (
            <div key={m} className="zi-row zi-row-2">
              <TextField path={`${path}.sublimits.${m}.peril_code`} maxLength={40} />
              <ScaledField path={`${path}.sublimits.${m}.limit_fen`} suffix={yuan} />
              {!readOnly && <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('insurance.edit.remove_row', { n: m + 1, of: t('field.sublimits') })} onClick={() => drop(`${path}.sublimits.${m}`)} />}
            </div>
          ))}
          {!readOnly && <div><Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => push(`${path}.sublimits`, { peril_code: 'investigation', limit_fen: 100_000_00 })}>{t('insurance.edit.add_row')}</Button></div>}
        </fieldset>
      )}
    </section>
  )
}

/** Empty is none: acts of any earlier time are covered as the clause says. */
function RetroDate({ path }: { path: string }) {
  const { doc, put } = useEditing()
  if (at(doc, path) === '') queueMicrotask(() => put(path, null))
  return <TextField path={path} maxLength={10} />
}
