import { Checkbox, Input, Radio, Select } from 'antd'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { CREDIT_GRADES, SECTORS, TAGS, TAX_GRADES, type NeedDraft, type NeedField } from '../../lib/need'
import { today } from '../../lib/dates'
import { DayField } from '../DayField'
import Field from './Field'
import GradeProof from './GradeProof'

interface Props {
  words: string
  sectorWords: string
  tagWords: string
  draft: NeedDraft
  open: NeedField[]
  onChange: (change: Partial<NeedDraft>) => void
}

const YES_NO = [
  ['first_time_borrower', 'firstTime'],
  ['has_basic_account', 'basicAccount'],
  ['credit_report_consent', 'creditReport'],
] as const

const GRADES = [
  ['tax_grade', 'taxGrade', TAX_GRADES],
  ['credit_grade', 'creditGrade', CREDIT_GRADES],
] as const

/** The facts of the firm that products ask for. */
export default function FirmFields(props: Props) {
  const { t } = useTranslation()
  const { words, draft, open, onChange } = props
  const error = (field: NeedField) => (open.includes(field) ? t(`${words}.facts.need`) : undefined)
  const status = (field: NeedField) => (open.includes(field) ? ('error' as const) : undefined)
  return (
    <div className="need-grid">
      <Field id="need-established_on" label={t(`${words}.facts.established_on`)} error={error('established_on')}>
        <DayField
          id="need-established_on"
          value={draft.establishedOn || undefined}
          upTo={today()}
          invalid={open.includes('established_on')}
          onChange={(day) => onChange({ establishedOn: day ?? '' })}
        />
      </Field>
      <Field id="need-headcount" label={t(`${words}.facts.headcount`)} error={error('headcount')}>
        <Input
          id="need-headcount"
          inputMode="numeric"
          value={draft.headcount}
          status={status('headcount')}
          aria-describedby="need-headcount-error"
          onChange={(event) => onChange({ headcount: event.target.value })}
        />
      </Field>
      <Field id="need-revenue" label={t(`${words}.facts.revenue`)} error={error('revenue')}>
        <Input
          id="need-revenue"
          inputMode="decimal"
          value={draft.revenueWan}
          status={status('revenue')}
          aria-describedby="need-revenue-error"
          onChange={(event) => onChange({ revenueWan: event.target.value })}
        />
      </Field>
      <Field id="need-sector" label={t(`${words}.facts.sector`)} error={error('sector')}>
        <Select
          id="need-sector"
          value={draft.sector || undefined}
          status={status('sector')}
          aria-label={t(`${words}.facts.sector`)}
          options={SECTORS.map((value) => ({ value, label: t(`${props.sectorWords}.${value}`) }))}
          onChange={(sector: string) => onChange({ sector })}
        />
      </Field>
      <fieldset className="need-wide need-plain">
        <legend className="need-label">{t(`${words}.facts.tags`)}</legend>
        <Checkbox.Group
          value={draft.tags}
          options={TAGS.map((value) => ({ value, label: t(`${props.tagWords}.${value}`) }))}
          onChange={(tags) => onChange({ tags: tags as string[] })}
        />
      </fieldset>
      {YES_NO.map(([field, key]) => (
        <fieldset key={field} id={`need-${field}`} tabIndex={-1} className="need-wide need-plain">
          <legend className="need-label">{t(`${words}.facts.${field}`)}</legend>
          <Radio.Group
            value={draft[key]}
            onChange={(event) => onChange({ [key]: event.target.value as boolean })}
            options={[
              { value: true, label: t(`${words}.facts.yes`) },
              { value: false, label: t(`${words}.facts.no`) },
            ]}
          />
          {field === 'credit_report_consent' && (
            <div className="need-hint">{t(`${words}.facts.creditNote`)}</div>
          )}
          <div className="need-error">{error(field)}</div>
        </fieldset>
      ))}
      <p className="need-wide need-hint">{t(`${words}.facts.optional`)}</p>
      <Field
        id="need-prior_revenue"
        label={t(`${words}.facts.prior_revenue`)}
        error={open.includes('prior_revenue') ? t(`${words}.facts.amount_or_nothing`) : undefined}
      >
        <Input
          id="need-prior_revenue"
          inputMode="decimal"
          value={draft.priorRevenueWan ?? ''}
          status={status('prior_revenue')}
          aria-describedby="need-prior_revenue-error"
          onChange={(event) => onChange({ priorRevenueWan: event.target.value })}
        />
      </Field>
      {GRADES.map(([field, key, grades]) => (
        <Fragment key={field}>
          <Field id={`need-${field}`} label={t(`${words}.facts.${field}`)}>
            <Select
              id={`need-${field}`}
              allowClear
              value={draft[key] || undefined}
              aria-label={t(`${words}.facts.${field}`)}
              options={grades.map((value) => ({ value, label: t(`${words}.facts.grade`, { value }) }))}
              onChange={(grade?: string) => onChange({ [key]: grade ?? '' })}
            />
          </Field>
          {draft[key] && <GradeProof words={words} grade={key} draft={draft} onChange={onChange} />}
        </Fragment>
      ))}
    </div>
  )
}
