/** What the audit trail is narrowed to; every choice is in the address. */
import { Button, Input, Select } from 'antd'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from '../../../ui/DayField'
import { EVENTS, SUBJECTS, wordsOf } from '../audit'
import { useOrganisations } from '../queries'

interface Props {
  state: Record<string, string>
  set: (changes: Record<string, string | null>) => void
  clear: () => void
  filtered: boolean
  /** Of the organisation that is chosen, as its events name it. */
  organisationName: string | undefined
}

function Field({ label, id, children }: { label: string; id: string; children: ReactNode }) {
  return <div><label htmlFor={id}>{label}</label>{children}</div>
}

/** Asks once the text rests or Enter is pressed. */
function TextField({ id, value, onSettled }: { id: string; value: string; onSettled: (text: string | null) => void }) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const settle = () => typed.trim() !== value && onSettled(typed.trim() || null)
  return <Input id={id} value={typed} allowClear onChange={(event) => setTyped(event.target.value)} onBlur={settle} onPressEnter={settle} />
}

export default function AuditFilters({ state, set, clear, filtered, organisationName }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const [q, setQ] = useState('')
  const organisations = useOrganisations({ q: q || undefined, limit: 50 }).data?.items ?? []
  const choices = organisations.map((each) => ({ value: each.id, label: each.name }))
  if (organisationName && state.organisation_id && !choices.some((each) => each.value === state.organisation_id)) {
    choices.unshift({ value: state.organisation_id, label: organisationName })
  }
  const groups = Object.entries(EVENTS).map(([module, names]) => ({
    label: t(`operator.module.${module}`),
    options: names.map((name) => ({ value: `${module}.${name}`, label: t(wordsOf(`${module}.${name}`)) })),
  }))
  const key = (name: string) => `${id}-${name}`
  return (
    <div className="op-filter" role="search" aria-label={t('operator.audit.filters')}>
      <Field label={t('operator.audit.actor')} id={key('actor')}>
        <TextField id={key('actor')} value={state.actor_name ?? ''} onSettled={(text) => set({ actor_name: text, actor_id: null })} />
      </Field>
      <Field label={t('operator.audit.organisation')} id={key('organisation')}>
        <Select id={key('organisation')} value={state.organisation_id || undefined} allowClear placeholder={t('common.all')}
          showSearch={{ filterOption: false, onSearch: setQ }} options={choices}
          onChange={(next?: string) => set({ organisation_id: next ?? null })} />
      </Field>
      <Field label={t('operator.audit.action')} id={key('name')}>
        <Select id={key('name')} value={state.name || undefined} options={groups} allowClear showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('common.all')} onChange={(next?: string) => set({ name: next ?? null })} />
      </Field>
      <Field label={t('operator.audit.object')} id={key('subject')}>
        <Select id={key('subject')} value={state.subject || undefined} allowClear placeholder={t('common.all')}
          options={SUBJECTS.map((value) => ({ value, label: t(`operator.subject.${value}`) }))}
          onChange={(next?: string) => set({ subject: next ?? null, subject_id: null })} />
      </Field>
      <Field label={t('operator.audit.from')} id={key('from')}>
        <DayField id={key('from')} value={state.from || undefined} upTo={state.to || undefined} onChange={(day) => set({ from: day ?? null })} />
      </Field>
      <Field label={t('operator.audit.to')} id={key('to')}>
        <DayField id={key('to')} value={state.to || undefined} from={state.from || undefined} onChange={(day) => set({ to: day ?? null })} />
      </Field>
      <Field label={t('operator.audit.subjectId')} id={key('subject-id')}>
        <TextField id={key('subject-id')} value={state.subject_id ?? ''} onSettled={(text) => set({ subject_id: text })} />
      </Field>
      <Field label={t('operator.audit.request')} id={key('request')}>
        <TextField id={key('request')} value={state.request_id ?? ''} onSettled={(text) => set({ request_id: text })} />
      </Field>
      {filtered && <div><Button onClick={clear}>{t('common.clear')}</Button></div>}
    </div>
  )
}
