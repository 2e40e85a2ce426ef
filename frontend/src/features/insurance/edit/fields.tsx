/** Fields of an edited document: each knows its place, says its name, and shows what is wrong there. */
import { Checkbox, Input, Select } from 'antd'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Json, at, faultsAt, scaled, unscaled } from '../model/doc'
import { useEditing } from './context'

interface Place {
  /** The field's place in the document. */
  path: string
  /** Its name; without one that of the API's field. */
  label?: ReactNode
  /** The label is for screen readers only: a table's header says it. */
  quiet?: boolean
}

export function Faults({ path, deep = false, id }: { path: string; deep?: boolean; id?: string }) {
  const { faults } = useEditing()
  const found = faultsAt(faults, path, deep)
  if (found.length === 0) return null
  return <div className="field-error" role="alert" id={id}>{[...new Set(found.map((each) => each.text))].join(' ')}</div>
}

function useField({ path, label }: Place) {
  const { t } = useTranslation()
  const id = useId()
  const editing = useEditing()
  const name = path.split('.').at(-1) ?? ''
  const wrong = faultsAt(editing.faults, path, true).length > 0
  return {
    id, ...editing, value: at(editing.doc, path), words: label ?? t(`field.${name}`, { defaultValue: name }),
    aria: wrong ? { 'aria-invalid': true, 'aria-describedby': `${id}-error`, status: 'error' as const } : {},
  }
}

function Frame({ id, words, quiet, path, children }: { id: string; words: ReactNode; quiet: boolean | undefined; path: string; children: ReactNode }) {
  return (
    <div className="zr-field">
      <label htmlFor={id} className={quiet ? 'zr-hidden' : undefined}>{words}</label>
      {children}
      <Faults path={path} deep id={`${id}-error`} />
    </div>
  )
}

interface TextProps extends Place {
  prefix?: ReactNode
  suffix?: ReactNode
  long?: boolean
  maxLength?: number
  /** What is typed → what is stored; decimals are stored as they are typed. */
  number?: 'whole' | undefined
}

export function TextField({ path, label, quiet, prefix, suffix, long, maxLength = 4000, number }: TextProps) {
  const field = useField({ path, label })
  const text = field.value === undefined || field.value === null ? '' : String(field.value)
  const set = (typed: string) => field.put(path, number === 'whole' && /^-?\d{1,15}$/.test(typed.trim()) ? Number(typed) : typed)
  return (
    <Frame id={field.id} words={field.words} quiet={quiet} path={path}>
      {long
        ? <Input.TextArea id={field.id} value={text} maxLength={maxLength} autoSize={{ minRows: 2, maxRows: 8 }} readOnly={field.readOnly} {...field.aria}
            onChange={(event) => set(event.target.value)} />
        : <Input id={field.id} value={text} maxLength={maxLength} prefix={prefix} suffix={suffix} readOnly={field.readOnly} autoComplete="off" spellCheck={false} {...field.aria}
            onChange={(event) => set(event.target.value)} />}
    </Frame>
  )
}

/** An amount in yuan kept as fen, or a percentage kept as basis points. */
export function ScaledField({ path, label, quiet, suffix }: Place & { suffix: string }) {
  const field = useField({ path, label })
  const kept = unscaled(field.value, 2)
  const [text, setText] = useState(kept)
  useEffect(() => {
    setText((now) => (unscaled(scaled(now, 2), 2) === kept ? now : kept))
  }, [kept])
  return (
    <Frame id={field.id} words={field.words} quiet={quiet} path={path}>
      <Input id={field.id} value={text} suffix={suffix} inputMode="decimal" maxLength={24} readOnly={field.readOnly} autoComplete="off" {...field.aria}
        onChange={(event) => {
          setText(event.target.value)
          field.put(path, scaled(event.target.value, 2))
        }} />
    </Frame>
  )
}

interface ChoiceProps extends Place {
  options: readonly { value: string; label: ReactNode }[]
  many?: boolean
  /** An empty choice stands for null. */
  clearable?: boolean
  onPicked?: (value: string) => void
}

export function ChoiceField({ path, label, quiet, options, many, clearable = false, onPicked }: ChoiceProps) {
  const field = useField({ path, label })
  const value = (field.value ?? undefined) as string | string[] | undefined
  const words = (one: string) => options.find((each) => each.value === one)?.label ?? one
  if (field.readOnly) {
    const shown = Array.isArray(value) ? value.map((one) => String(words(one))).join(' · ') : value === undefined ? '—' : words(value)
    return <Frame id={field.id} words={field.words} quiet={quiet} path={path}><output id={field.id} className="zi-shown">{shown || '—'}</output></Frame>
  }
  return (
    <Frame id={field.id} words={field.words} quiet={quiet} path={path}>
      <Select<string | string[]> id={field.id} {...(many ? { mode: 'multiple' as const } : {})} value={value ?? (many ? [] : undefined)} allowClear={clearable}
        options={[...options]} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false} {...field.aria}
        onChange={(next: string | string[] | undefined) => {
          field.put(path, next ?? null)
          if (typeof next === 'string') onPicked?.(next)
        }} />
    </Frame>
  )
}

export function FlagField({ path, label }: Place) {
  const field = useField({ path, label })
  return (
    <div className="zr-field zi-flag">
      <Checkbox checked={field.value === true} disabled={field.readOnly} onChange={(event) => field.put(path, event.target.checked)}>{field.words}</Checkbox>
      <Faults path={path} deep />
    </div>
  )
}

/** Words that are codes: territories, jurisdictions. */
export function CodesField({ path, label, upper = true }: Place & { upper?: boolean }) {
  const field = useField({ path, label })
  const value = Array.isArray(field.value) ? (field.value as string[]) : []
  return (
    <Frame id={field.id} words={field.words} quiet={false} path={path}>
      {field.readOnly
        ? <output id={field.id} className="zi-shown">{value.join(' · ') || '—'}</output>
        : <Select id={field.id} mode="tags" value={value} open={false} suffixIcon={null} tokenSeparators={[',', ' ']} {...field.aria}
            onChange={(next: string[]) => field.put(path, next.map((each) => (upper ? each.toUpperCase() : each)) as Json)} />}
    </Frame>
  )
}
