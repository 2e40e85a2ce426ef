/** A question of the form: its answer, where the answer comes from, its papers; and the kinds of answers. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Radio, Select } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from '../../../ui/DayField'
import Mark from '../../../ui/Mark'
import UploadBox from '../../../ui/UploadBox'
import ViewLink from '../../../ui/ViewLink'
import { useEditing } from '../edit/context'
import { Faults } from '../edit/fields'
import { at, type Doc, faultsAt, type Json } from '../model/doc'
import { useAsking } from './context'

const SEPARATORS = [',', ';', '\n', '\uff0c', '\uff1b', '\u3001']

export const labelKey = (path: string) => `insurance.proposal.question.${path.replace('.', '_')}`

/** What a question of the form is called. */
export function useQuestionName() {
  const { t } = useTranslation()
  return (path: string) => t(labelKey(path))
}

interface QuestionProps {
  path: string
  children: ReactNode
  wide?: boolean
  /** Papers may be attached to the answer. */
  papers?: boolean
}

export function Question({ path, children, wide = false, papers = false }: QuestionProps) {
  const { t } = useTranslation()
  const { proposal, draft } = useAsking()
  const { doc } = useEditing()
  const open = proposal.missing.some((each) => each === path || each.startsWith(`${path}.`))
  const value = at(doc, path)
  const answered = value !== undefined && value !== null && value !== ''
  const origin = proposal.questions[path]
  const isStored = JSON.stringify(value ?? null) === JSON.stringify(at(draft.stored, path) ?? null)
  return (
    <div className={`zp-q${wide ? ' zp-wide' : ''}`} id={`q-${path}`} tabIndex={-1}>
      {children}
      <div className="zr-sub zp-origin">
        {answered && origin && isStored && <>{t('insurance.proposal.source')}{t('common.colon')}{t(`insurance.desk.source.${origin.source}`)}{origin.ref && ` · ${origin.ref}`} · {t('insurance.proposal.since', { n: origin.since })}</>}
        {answered && !(origin && isStored) && t('insurance.proposal.unsaved')}
        {!answered && open && <Mark tone="warning">{t('insurance.proposal.to_answer')}</Mark>}
      </div>
      {papers && <Papers path={path} />}
    </div>
  )
}

function Papers({ path }: { path: string }) {
  const { t } = useTranslation()
  const { proposal, draft, readOnly } = useAsking()
  const files = draft.evidence[path] ?? proposal.questions[path]?.file_ids ?? []
  return (
    <details className="zp-papers">
      <summary>{t('insurance.proposal.papers', { count: files.length })}</summary>
      <ul>{files.map((id, n) => (
        <li key={id}>
          <ViewLink id={id} name={t('insurance.proposal.paper', { n: n + 1 })} />
          {!readOnly && <Button type="link" size="small" onClick={() => draft.attach(path, files.filter((each) => each !== id))} aria-label={t('insurance.proposal.remove_paper', { n: n + 1 })}>{t('insurance.edit.remove')}</Button>}
        </li>
      ))}</ul>
      {!readOnly && <UploadBox kind="other" label={t('insurance.proposal.add_paper')} limitsSaid onUploaded={(file) => draft.attach(path, [...files, file.id])} />}
    </details>
  )
}

interface Place {
  path: string
  label: ReactNode
}

function useAnswer(path: string) {
  const editing = useEditing()
  const id = useId()
  const wrong = faultsAt(editing.faults, path, true).length > 0
  return { id, ...editing, value: at(editing.doc, path), wrong }
}

export function Day({ path, label, from }: Place & { from?: string }) {
  const { id, value, put, wrong, readOnly } = useAnswer(path)
  const day = typeof value === 'string' ? value : undefined
  return (
    <div className="zr-field">
      <label htmlFor={id}>{label}</label>
      {readOnly ? <output id={id}>{day ?? '—'}</output>
        : <DayField id={id} {...(day ? { value: day } : {})} {...(from ? { from } : {})} invalid={wrong} onChange={(next) => put(path, next ?? null)} />}
      <Faults path={path} deep />
    </div>
  )
}

/** Yes, no, or not answered yet. */
export function YesNo({ path, label }: Place) {
  const { t } = useTranslation()
  const { id, value, put, readOnly } = useAnswer(path)
  return (
    <div className="zr-field">
      <span className="zr-label" id={id}>{label}</span>
      <Radio.Group aria-labelledby={id} value={typeof value === 'boolean' ? value : null} disabled={readOnly} onChange={(event) => put(path, event.target.value as boolean)}
        options={[{ value: true, label: t('insurance.yes_no.true') }, { value: false, label: t('insurance.yes_no.false') }]} />
      <Faults path={path} deep />
    </div>
  )
}

/** Names, each confirmed with Enter; "none" is an answer too. */
export function Names({ path, label, none }: Place & { none?: string }) {
  const { id, value, put, wrong, readOnly } = useAnswer(path)
  const names = Array.isArray(value) ? (value as string[]) : null
  return (
    <div className="zr-field">
      <label htmlFor={id}>{label}</label>
      <Select id={id} mode="tags" value={names ?? []} open={false} suffixIcon={null} tokenSeparators={SEPARATORS} disabled={readOnly}
        {...(wrong ? { status: 'error' as const, 'aria-invalid': true } : {})} onChange={(next: string[]) => put(path, next.length > 0 ? next : null)} />
      {none && <span><Checkbox checked={names?.length === 0} disabled={readOnly || (names?.length ?? 0) > 0} onChange={(event) => put(path, event.target.checked ? [] : null)}>{none}</Checkbox></span>}
      <Faults path={path} deep />
    </div>
  )
}

/** Rows longer than this are read page by page. */
const SHOWN = 20

interface RowsProps {
  path: string
  title: string
  blank: () => Json
  row: (path: string, n: number) => ReactNode
  /** Of a folded row, in a line. */
  summary?: (row: Doc, n: number) => ReactNode
  /** What an empty list says; without it the list cannot be empty. */
  none?: string
  extra?: ReactNode
  most?: number
}

export function Rows({ path, title, blank, row, summary, none, extra, most = 600 }: RowsProps) {
  const { t } = useTranslation()
  const { value, put, drop, push, readOnly } = useAnswer(path)
  const [shown, setShown] = useState(SHOWN)
  /** One folded row at a time stands open: a new one at once. */
  const [opened, setOpened] = useState<number | null>(null)
  const rows = Array.isArray(value) ? value : null
  const remove = (n: number) => {
    setOpened(null)
    return rows?.length === 1 ? put(path, null) : drop(`${path}.${n}`)
  }
  const add = () => {
    const n = rows?.length ?? 0
    push(path, blank())
    setShown(Math.max(shown, n + 1))
    setOpened(n)
  }
  return (
    <fieldset className="zi-rows zi-card">
      <legend>{title}</legend>
      <div className="zi-flags">
        {none && <Checkbox checked={rows?.length === 0} disabled={readOnly || (rows?.length ?? 0) > 0} onChange={(event) => put(path, event.target.checked ? [] : null)}>{none}</Checkbox>}
        {extra}
      </div>
      <Faults path={path} />
      {rows?.slice(0, shown).map((each, n) => {
        const one = `${path}.${n}`
        const gone = !readOnly && <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('insurance.edit.remove_row', { of: title, n: n + 1 })} onClick={() => remove(n)} />
        return summary
          ? <details key={n} id={`q-${one}`} className="zp-row" open={opened === n} onToggle={(event) => setOpened(event.currentTarget.open ? n : (now) => (now === n ? null : now))}><summary>{summary(each as Doc, n)}</summary><div className="zi-grid">{row(one, n)}</div>{gone}</details>
          : <div key={n} id={`q-${one}`} className="zp-row zp-line"><div className="zi-grid">{row(one, n)}</div>{gone}</div>
      })}
      {rows && rows.length > shown && <Button type="link" onClick={() => setShown(shown + SHOWN)}>{t('insurance.proposal.more', { count: rows.length - shown })}</Button>}
      {!readOnly && (rows?.length ?? 0) < most && <Button className="zi-add" icon={<PlusOutlined aria-hidden />} onClick={add}>{t('insurance.proposal.add', { what: title })}</Button>}
    </fieldset>
  )
}
