/** Kind, field, territory, term and price, as an offer states them and a proposal does. */
import { Checkbox, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useIndustries } from '../../../api/industries'
import { today } from '../../../lib/dates'
import { fenOfWan } from '../../../lib/need'
import { DayField } from '../../../ui/DayField'
import Money from '../../../ui/Money'
import Field from '../../../ui/need/Field'
import { ASKS, KINDS, mayHaveMinimum, type OfferField, PRICE_FORMS, PROVINCES, RATE_BASES, standsAlone, type TermsDraft } from '../model'

interface Props {
  /** Before each field's id. */
  id: string
  draft: TermsDraft
  onChange: (part: Partial<TermsDraft>) => void
  /** What stands under a field: what is open, or what the checklist refuses. */
  faultOf: (field: OfferField) => string | undefined
  /** The last day of the patent, where it is known. */
  expiresOn?: string | null | undefined
}

export default function TermsFields({ id, draft, onChange, faultOf, expiresOn }: Props) {
  const { t } = useTranslation()
  const industries = useIndustries('portfolio.industry')
  const at = (field: OfferField) => `${id}-${field}`
  const asks = draft.form === '' ? [] : ASKS[draft.form]
  const amount = (field: 'lump' | 'upfront' | 'minimum', name: 'lumpWan' | 'upfrontWan' | 'minimumWan') => {
    const fen = fenOfWan(draft[name])
    return (
      <Field id={at(field)} label={t(`licensing.form.${field}`)} error={faultOf(field)}>
        <Input id={at(field)} inputMode="decimal" value={draft[name]} suffix={t('licensing.form.wan')} autoComplete="off"
          status={faultOf(field) ? 'error' : ''} aria-describedby={`${at(field)}-error`} onChange={(event) => onChange({ [name]: event.target.value })} />
        {fen !== null && <span className="zr-sub">{t('licensing.form.thatIs')} <Money fen={fen} exact /></span>}
      </Field>
    )
  }
  return (
    <>
      <fieldset className="lc-plain">
        <legend className="need-label" id={`${at('kind')}-name`}>{t('licensing.form.kind')}</legend>
        <div id={at('kind')} tabIndex={-1}>
          <Radio.Group className="lc-kinds" aria-labelledby={`${at('kind')}-name`} value={draft.kind || null} onChange={(event) => onChange({ kind: event.target.value as TermsDraft['kind'] })}>
            {KINDS.map((kind) => (
              <Radio key={kind} value={kind}><span className="strong">{t(`licensing.kind.${kind}`)}</span> <span className="zr-sub">{t(`licensing.kindText.${kind}`)}</span></Radio>
            ))}
          </Radio.Group>
        </div>
        <div className="need-error">{faultOf('kind')}</div>
      </fieldset>
      {standsAlone(draft.kind) && (
        <div className="lc-plain">
          <Checkbox id={at('carve_out')} checked={draft.carveOut} aria-describedby={`${at('carve_out')}-help ${at('carve_out')}-error`} onChange={(event) => onChange({ carveOut: event.target.checked })}>{t('licensing.form.carveOut')}</Checkbox>
          <div id={`${at('carve_out')}-help`} className="zr-sub">{t('licensing.form.carveOutHelp')}</div>
          <div id={`${at('carve_out')}-error`} className="need-error">{faultOf('carve_out')}</div>
        </div>
      )}
      <div className="need-grid">
        {draft.kind !== 'open' && (
          <>
            <Field id={`${id}-fields`} label={t('licensing.form.fields')}>
              <Select id={`${id}-fields`} mode="multiple" value={draft.fields.map((value) => ({ value, label: industries.nameOf(value) }))} labelInValue placeholder={t('licensing.scope.allFields')} optionFilterProp="label"
                options={industries.offered} onChange={(fields) => onChange({ fields: fields.map((each) => each.value) })} />
            </Field>
            <Field id={`${id}-territory`} label={t('licensing.form.territory')}>
              <Select id={`${id}-territory`} mode="multiple" value={draft.territory} placeholder={t('licensing.scope.mainland')} optionFilterProp="label"
                options={PROVINCES.map((value) => ({ value, label: t(`licensing.province.${value}`) }))} onChange={(territory) => onChange({ territory })} />
            </Field>
          </>
        )}
        <Field id={at('ends_on')} label={t('licensing.form.endsOn')} error={faultOf('ends_on')}>
          <DayField id={at('ends_on')} from={today()} {...(expiresOn ? { upTo: expiresOn } : {})} {...(draft.endsOn ? { value: draft.endsOn } : {})}
            invalid={Boolean(faultOf('ends_on'))} onChange={(day) => onChange({ endsOn: day ?? '' })} />
          <span className="zr-sub">{t('licensing.form.endsOnHelp', { day: expiresOn ?? t('common.unknown') })}</span>
        </Field>
        <Field id={at('price')} label={t('licensing.form.price')} error={faultOf('price')}>
          <Select id={at('price')} value={draft.form || null} placeholder={t('licensing.form.choose')} status={faultOf('price') ? 'error' : ''}
            options={PRICE_FORMS.map((value) => ({ value, label: t(`licensing.price_form.${value}`) }))} onChange={(form) => onChange({ form: form ?? '' })} />
        </Field>
        {asks.includes('lump') && amount('lump', 'lumpWan')}
        {asks.includes('upfront') && amount('upfront', 'upfrontWan')}
        {asks.includes('rate') && (
          <Field id={at('rate')} label={t('licensing.form.rate')} error={faultOf('rate')}>
            <Input id={at('rate')} inputMode="decimal" value={draft.rate} suffix="%" autoComplete="off" status={faultOf('rate') ? 'error' : ''}
              aria-describedby={`${at('rate')}-error`} onChange={(event) => onChange({ rate: event.target.value })} />
          </Field>
        )}
        {asks.includes('rate_base') && (
          <Field id={at('rate_base')} label={t('licensing.form.rateBase')} error={faultOf('rate_base')}>
            <Select id={at('rate_base')} value={draft.rateBase || null} placeholder={t('licensing.form.choose')} status={faultOf('rate_base') ? 'error' : ''}
              options={RATE_BASES.map((value) => ({ value, label: t(`licensing.rate_base.${value}`) }))} onChange={(rateBase) => onChange({ rateBase: rateBase ?? '' })} />
          </Field>
        )}
        {mayHaveMinimum(draft.form) && amount('minimum', 'minimumWan')}
      </div>
    </>
  )
}
