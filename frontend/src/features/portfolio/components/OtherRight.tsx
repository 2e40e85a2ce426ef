import { Button, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { today } from '../../../lib/dates'
import { useKeptDraft } from '../../../lib/useKeptDraft'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import { APART, type Apart, STATED } from '../model'
import { useDeclareRight } from '../queries'

interface Draft {
  kind: Apart
  number: string
  title: string
  facts: Record<string, string | number[] | undefined>
}

const NICE = Array.from({ length: 45 }, (_, at) => ({ value: at + 1, label: String(at + 1) }))
const EMPTY: Draft = { kind: 'trademark', number: '', title: '', facts: {} }

/** A right that is no patent, by its number and what its certificate says. */
export default function OtherRight() {
  const { t } = useTranslation()
  const draft = useKeptDraft<Draft>('other-right', EMPTY)
  const [tried, setTried] = useState(false)
  const send = useDeclareRight()
  const { kind, number, title, facts } = draft.value
  const stated = Object.entries(STATED[kind])
  const isEmpty = (name: string) => {
    const value = facts[name]
    return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  }
  const missing = [
    ...(number.trim() === '' ? [t(`portfolio.other.number.${kind}`)] : []),
    ...(title.trim() === '' ? [t(`portfolio.other.name.${kind}`)] : []),
    ...stated.filter(([name, needed]) => needed && isEmpty(name)).map(([name]) => t(`portfolio.other.fact.${name}`)),
  ]
  const put = (name: string, value: string | number[] | undefined) =>
    draft.set({ ...draft.value, facts: { ...facts, [name]: value } })
  const submit = () => {
    setTried(true)
    if (missing.length > 0) return
    const said = Object.fromEntries(stated.filter(([name]) => !isEmpty(name)).map(([name]) => [name, facts[name]]))
    send.mutate(
      { kind, number: number.trim(), title: title.trim(), ...said },
      {
        onSuccess: () => {
          draft.reset()
          setTried(false)
        },
      },
    )
  }

  return (
    <Panel title={t('portfolio.other.title')} sub={t('portfolio.other.hint')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Radio.Group
          aria-label={t('portfolio.other.kind')}
          value={kind}
          onChange={(event) => {
            send.reset()
            setTried(false)
            draft.set({ ...draft.value, kind: event.target.value as Apart })
          }}
          options={APART.map((value) => ({ value, label: t(`portfolio.kind.${value}`) }))}
        />
        <div className="pf-other-facts">
          <Named name="number" label={t(`portfolio.other.number.${kind}`)}>
            <Input id="pf-other-number" className="mono" value={number} maxLength={60} placeholder={t(`portfolio.other.like.${kind}`)}
              status={tried && number.trim() === '' ? 'error' : undefined}
              onChange={(event) => draft.set({ ...draft.value, number: event.target.value })} />
          </Named>
          <Named name="title" label={t(`portfolio.other.name.${kind}`)}>
            <Input id="pf-other-title" value={title} maxLength={300}
              status={tried && title.trim() === '' ? 'error' : undefined}
              onChange={(event) => draft.set({ ...draft.value, title: event.target.value })} />
          </Named>
          {stated.map(([name, needed]) => (
            <Named key={name} name={name}
              label={t(`portfolio.other.fact.${name}`) + (needed ? '' : t('portfolio.other.optional'))}>
              <FactField name={name} value={facts[name]} invalid={tried && needed && isEmpty(name)}
                onChange={(value) => put(name, value)} />
            </Named>
          ))}
        </div>
        <div role="alert" className="field-error">
          {tried && missing.length > 0 && t('portfolio.other.needed', { names: missing.join(t('common.sep')) })}
        </div>
        {send.isError && <FormProblem error={send.error} />}
        <div className="pf-actions">
          <Button htmlType="submit" loading={send.isPending}>{t('portfolio.other.submit')}</Button>
        </div>
        <div role="status">
          {send.isSuccess && (
            <p className="pf-taken">
              {t('portfolio.other.done', { title: send.data.title, label: send.data.label })}{' '}
              <Link to={`/e/ip/${send.data.id}`}>{t('portfolio.other.open')}</Link>
            </p>
          )}
        </div>
      </form>
    </Panel>
  )
}

function Named({ name, label, children }: { name: string; label: string; children: React.ReactNode }) {
  return (
    <div>
      <label htmlFor={`pf-other-${name}`} className="pf-label">{label}</label>
      {children}
    </div>
  )
}

interface FactProps {
  name: string
  value: string | number[] | undefined
  invalid: boolean
  onChange: (value: string | number[] | undefined) => void
}

function FactField({ name, value, invalid, onChange }: FactProps) {
  const { t } = useTranslation()
  const id = `pf-other-${name}`
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
