import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import { type Apart, STATED } from '../model'

/** What is stated of a right that is no patent, as its form holds it. */
export interface OtherDraft {
  number: string
  title: string
  facts: Record<string, string | number[] | undefined>
}

const NICE = Array.from({ length: 45 }, (_, at) => ({ value: at + 1, label: String(at + 1) }))

function isEmpty(value: string | number[] | undefined) {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** The needed ones that are empty, by their labels. */
export function missingOf(kind: Apart, draft: OtherDraft, t: TFunction): string[] {
  return [
    ...(draft.number.trim() === '' ? [t(`portfolio.other.number.${kind}`)] : []),
    ...(draft.title.trim() === '' ? [t(`portfolio.other.name.${kind}`)] : []),
    ...Object.entries(STATED[kind])
      .filter(([name, needed]) => needed && isEmpty(draft.facts[name]))
      .map(([name]) => t(`portfolio.other.fact.${name}`)),
  ]
}

export function bodyOf(kind: Apart, { number, title, facts }: OtherDraft) {
  const said = Object.fromEntries(
    Object.keys(STATED[kind]).filter((name) => !isEmpty(facts[name])).map((name) => [name, facts[name]]),
  )
  return { kind, number: number.trim(), title: title.trim(), ...said }
}

interface FieldsProps {
  kind: Apart
  draft: OtherDraft
  tried: boolean
  /** Before the ids of the fields, where several forms stand on a page. */
  prefix?: string
  onChange: (draft: OtherDraft) => void
}

/** The fields of one kind: its number, its name and the facts that its register has. */
export default function OtherRightFields({ kind, draft, tried, prefix = 'pf-other', onChange }: FieldsProps) {
  const { t } = useTranslation()
  const { number, title, facts } = draft
  return (
    <div className="pf-other-facts">
      <Named id={`${prefix}-number`} label={t(`portfolio.other.number.${kind}`)}>
        <Input id={`${prefix}-number`} className="mono" value={number} maxLength={60} placeholder={t(`portfolio.other.like.${kind}`)}
          status={tried && number.trim() === '' ? 'error' : undefined}
          onChange={(event) => onChange({ ...draft, number: event.target.value })} />
      </Named>
      <Named id={`${prefix}-title`} label={t(`portfolio.other.name.${kind}`)}>
        <Input id={`${prefix}-title`} value={title} maxLength={300}
          status={tried && title.trim() === '' ? 'error' : undefined}
          onChange={(event) => onChange({ ...draft, title: event.target.value })} />
      </Named>
      {Object.entries(STATED[kind]).map(([name, needed]) => (
        <Named key={name} id={`${prefix}-${name}`}
          label={t(`portfolio.other.fact.${name}`) + (needed ? '' : t('portfolio.other.optional'))}>
          <FactField id={`${prefix}-${name}`} name={name} value={facts[name]} invalid={tried && needed && isEmpty(facts[name])}
            onChange={(value) => onChange({ ...draft, facts: { ...facts, [name]: value } })} />
        </Named>
      ))}
    </div>
  )
}

function Named({ id, label, children }: { id: string; label: string; children: React.ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="pf-label">{label}</label>
      {children}
    </div>
  )
}

interface FactProps {
  id: string
  name: string
  value: string | number[] | undefined
  invalid: boolean
  onChange: (value: string | number[] | undefined) => void
}

function FactField({ id, name, value, invalid, onChange }: FactProps) {
  const { t } = useTranslation()
  const status = invalid ? 'error' : undefined
  if (name === 'mark_classes')
    return (
      <Select id={id} mode="multiple" style={{ width: '100%' }} status={status} options={NICE}
        value={(value as number[] | undefined) ?? []} onChange={(chosen: number[]) => onChange(chosen)} />
    )
  if (name === 'authorship')
    return (
      <Select id={id} style={{ width: '100%' }} status={status} value={value as string | undefined}
        onChange={(chosen: string) => onChange(chosen)}
        options={['organisation', 'person'].map((each) => ({ value: each, label: t(`portfolio.other.author.${each}`) }))} />
    )
  if (name === 'version')
    return <Input id={id} maxLength={40} value={(value as string | undefined) ?? ''} onChange={(event) => onChange(event.target.value)} />
  return (
    <DayField id={id} value={value as string | undefined} upTo={name === 'renewed_until' ? undefined : today()}
      invalid={invalid} onChange={onChange} />
  )
}
