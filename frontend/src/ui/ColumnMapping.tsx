/** A table that was not recognised: a person says what its columns hold; suggestions stand ready. */
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { components } from '../api/schema'
import FormProblem from './FormProblem'
import Panel from './Panel'
import './columnMapping.css'

type Asked = components['schemas']['AskedColumnsOut'] & {
  /** Each of these must have its column; without it one column of numbers does. */
  needed?: string[]
}
const NUMBERS = ['publication_no', 'application_no']
/** Of rights that are no patents: the number in their own register. */
const REGISTRATION = 'registration_no'
const NONE = -1

interface Props {
  asked: Asked
  fileName?: string
  pending: boolean
  error: unknown
  onSubmit: (columns: Record<string, number>) => void
}

export default function ColumnMapping({ asked, fileName, pending, error, onSubmit }: Props) {
  const { t } = useTranslation()
  const isOther = asked.fields.includes(REGISTRATION)
  const numbers = isOther ? [REGISTRATION] : NUMBERS
  const suggested = new Map(asked.suggested.map((each) => [each.field, each]))
  const [chosen, setChosen] = useState<Record<string, number>>(() =>
    Object.fromEntries(asked.suggested.map((each) => [each.field, each.column])),
  )
  const [missing, setMissing] = useState<string | null>(null)
  const given = Object.entries(chosen).filter(([, column]) => column !== NONE)
  const nameOf = (column: number) =>
    asked.header[column]?.trim() || t('columnMapping.unnamed', { n: column + 1 })
  const options = [
    { value: NONE, label: t('columnMapping.none') },
    ...Array.from({ length: asked.width }, (_, column) => ({ value: column, label: nameOf(column) })),
  ]
  const why = (field: string) => {
    if ((chosen[field] ?? NONE) === NONE) return ''
    const told = suggested.get(field)
    if (told === undefined || told.column !== chosen[field]) return t('columnMapping.chosen')
    return t(told.by === 'header' ? 'columnMapping.byHeader' : 'columnMapping.byContent')
  }
  const submit = () => {
    if (new Set(given.map(([, column]) => column)).size < given.length)
      return setMissing(t('columnMapping.twice'))
    const lacking = (asked.needed ?? []).filter((field) => (chosen[field] ?? NONE) === NONE)
    if (lacking.length > 0)
      return setMissing(t('columnMapping.lacking', { fields: lacking.map((field) => t(`columnMapping.fields.${field}`)).join(t('common.sep')) }))
    if (!asked.needed && !given.some(([field]) => numbers.includes(field)))
      return setMissing(t(isOther ? 'columnMapping.missingOther' : 'columnMapping.missing'))
    setMissing(null)
    onSubmit(Object.fromEntries(given))
  }

  return (
    <Panel title={t('columnMapping.title')} sub={fileName}>
      <p>{t(asked.needed ? 'columnMapping.textNeeded' : isOther ? 'columnMapping.textOther' : 'columnMapping.text')}</p>
      <div className="cm-fields">
        {asked.fields.map((field) => {
          const column = chosen[field] ?? NONE
          const shown = asked.sample.map((row) => row[column]?.trim()).filter(Boolean).slice(0, 3)
          return (
            <div key={field} className="cm-field">
              <label htmlFor={`cm-${field}`}>
                {t(`columnMapping.fields.${field}`)}
                {asked.needed?.includes(field) && <span className="muted"> {t('columnMapping.must')}</span>}
              </label>
              <Select
                id={`cm-${field}`}
                aria-describedby={`cm-${field}-why`}
                value={column}
                options={options}
                showSearch={{ optionFilterProp: 'label' }}
                onChange={(value: number) => setChosen({ ...chosen, [field]: value })}
              />
              <div id={`cm-${field}-why`} className="muted cm-why">
                <span>{why(field)}</span>
                {shown.map((text, at) => (
                  <code key={at}>{text}</code>
                ))}
              </div>
            </div>
          )
        })}
      </div>
      <div role="alert" className="field-error">{missing}</div>
      {error !== null && <FormProblem error={error} />}
      <Button type="primary" loading={pending} onClick={submit}>
        {t('columnMapping.submit')}
      </Button>
    </Panel>
  )
}
