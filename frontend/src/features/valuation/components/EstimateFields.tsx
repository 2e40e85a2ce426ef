/** The fields of the estimate: rights, forecast, rates with hints, and how methods are weighed. */
import { Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import Field from '../../../ui/need/Field'
import RightsPicker, { type PickableRight } from '../../../ui/need/RightsPicker'
import Panel from '../../../ui/Panel'
import { type EstimateDraft, type EstimateField, INDUSTRIES, withForecast } from '../estimate'
import { hasProfit, readForecast } from '../forecast'
import ForecastField from './ForecastField'
import PercentFields from './PercentFields'

interface Props {
  draft: EstimateDraft
  known: PickableRight[]
  methods: readonly string[]
  errorOf: (field: EstimateField) => string | undefined
  change: (part: Partial<EstimateDraft>) => void
  picker: { loading: boolean; hasMore: boolean; more: () => void; search: (text: string) => void }
}

const TAXES = ['15', '25', '0'] as const

export default function EstimateFields({ draft, known, methods, errorOf, change, picker }: Props) {
  const { t } = useTranslation()
  const industry = INDUSTRIES[draft.industry]
  const life = industry?.life
  const choose = (key: string) => {
    const found = INDUSTRIES[key]
    change(found === undefined ? { industry: '' } : {
      industry: key,
      royalty: { low: String(Math.round(found.royalty * 5) / 10), likely: String(found.royalty), high: String(Math.round(found.royalty * 15) / 10) },
    })
  }
  return (
    <>
      <Panel>
        <RightsPicker id="ve-rights" words="valuation.rightsPicker" kindWords="valuation.kind" items={known} chosen={draft.rightIds}
          loading={picker.loading} hasMore={picker.hasMore} onMore={picker.more} onSearch={picker.search}
          onChange={(rightIds) => change({ rightIds })} invalid={errorOf('rights') !== undefined} />
        <div className="need-error" aria-live="polite">{errorOf('rights')}</div>
      </Panel>
      <Panel title={t('valuation.estimate.forecastTitle')}>
        <div className="need-grid">
          <Field id="ve-base" label={t('valuation.form.base')} error={errorOf('base')}>
            <DayField id="ve-base" upTo={today()} invalid={errorOf('base') !== undefined} value={draft.baseDate || undefined} onChange={(day) => change({ baseDate: day ?? '' })} />
          </Field>
          <div className="need-field">
            <span className="need-label" id="ve-unit">{t('valuation.estimate.unit')}</span>
            <Radio.Group value={draft.unit} aria-labelledby="ve-unit" onChange={(event) => change({ unit: event.target.value as EstimateDraft['unit'] })}
              options={[{ value: 'wan', label: t('valuation.estimate.wan') }, { value: 'yuan', label: t('valuation.estimate.yuan') }]} />
          </div>
        </div>
        <ForecastField id="ve-forecast" label={t('valuation.estimate.forecast')} amounts={t('valuation.estimate.sales')} hint={t('valuation.estimate.forecastHint')} example={t('valuation.estimate.forecastExample')}
          unit={draft.unit} value={draft.forecast} error={errorOf('forecast')} onChange={(forecast) => change(withForecast(draft, forecast))} />
        <Field id="ve-spread" label={t('valuation.estimate.spread')} error={errorOf('spread')}>
          <Input id="ve-spread" inputMode="decimal" prefix="±" suffix="%" maxLength={6} className="va-short" status={errorOf('spread') ? 'error' : undefined}
            aria-describedby="ve-spread-error" value={draft.spread} onChange={(event) => change({ spread: event.target.value })} />
        </Field>
      </Panel>
      <Panel title={t('valuation.estimate.rates')}>
        <Field id="ve-industry" label={t('valuation.estimate.field.industry')}>
          <Select id="ve-industry" allowClear className="va-short" value={draft.industry || undefined} aria-label={t('valuation.estimate.field.industry')} placeholder={t('valuation.estimate.industryAny')}
            options={Object.keys(INDUSTRIES).map((value) => ({ value, label: t(`valuation.estimate.industry.${value}`) }))} onChange={(key: string | undefined) => choose(key ?? '')} />
        </Field>
        <PercentFields id="ve-royalty" label={t('valuation.estimate.field.royalty')} error={errorOf('royalty')} value={draft.royalty} onChange={(royalty) => change({ royalty })}
          hint={industry ? t('valuation.estimate.royaltyIndustry', { median: industry.royalty }) : t('valuation.estimate.royaltyHint')} />
        {hasProfit(readForecast(draft.forecast, draft.unit).rows) && (
          <PercentFields id="ve-share" label={t('valuation.estimate.field.share')} error={errorOf('share')} value={draft.share} onChange={(share) => change({ share })} hint={t('valuation.estimate.shareHint')} />
        )}
        <PercentFields id="ve-discount" label={t('valuation.estimate.field.discount')} error={errorOf('discount')} value={draft.discount} onChange={(discount) => change({ discount })} hint={t('valuation.estimate.discountHint')} />
        <div className="need-grid">
          <Field id="ve-life" label={t('valuation.estimate.field.life')} error={errorOf('life')}>
            <Input id="ve-life" inputMode="numeric" maxLength={2} suffix={t('valuation.estimate.years')} status={errorOf('life') ? 'error' : undefined} aria-describedby="ve-life-hint ve-life-error"
              value={draft.life} onChange={(event) => change({ life: event.target.value })} />
            <span id="ve-life-hint" className="need-hint">{life ? t('valuation.estimate.lifeIndustry', { from: life[0], to: life[1] }) : t('valuation.estimate.lifeHint')}</span>
          </Field>
          <Field id="ve-tax" label={t('valuation.estimate.field.tax')} error={errorOf('tax')}>
            <Select id="ve-tax" value={draft.tax} aria-label={t('valuation.estimate.field.tax')} options={TAXES.map((value) => ({ value, label: t(`valuation.estimate.taxes.${value}`) }))} onChange={(tax: string) => change({ tax })} />
          </Field>
        </div>
      </Panel>
      <Panel title={t('valuation.estimate.spendsTitle')}>
        <ForecastField id="ve-spends" label={t('valuation.estimate.spends')} amounts={t('valuation.estimate.spent')} hint={t('valuation.estimate.spendsHint')} example={t('valuation.estimate.spendsExample')}
          unit={draft.unit} value={draft.spends} error={errorOf('spends')} onChange={(spends) => change({ spends })} />
      </Panel>
      {methods.length > 1 && (
        <Panel title={t('valuation.estimate.weightsTitle')}>
          <div className="need-grid" id="ve-weights" tabIndex={-1}>
            {methods.map((method) => (
              <Field key={method} id={`ve-weight-${method}`} label={t('valuation.estimate.weightOf', { method: t(`worth.way.${method}`) })}>
                <Input id={`ve-weight-${method}`} inputMode="decimal" maxLength={6} value={draft.weights[method] ?? '1'} onChange={(event) => change({ weights: { ...draft.weights, [method]: event.target.value } })} />
              </Field>
            ))}
            <Field id="ve-reason" wide label={t('valuation.estimate.reason')} error={errorOf('weights')}>
              <Input.TextArea id="ve-reason" rows={2} maxLength={2000} aria-describedby="ve-reason-error" value={draft.reason} status={errorOf('weights') ? 'error' : undefined} onChange={(event) => change({ reason: event.target.value })} />
            </Field>
          </div>
        </Panel>
      )}
    </>
  )
}
