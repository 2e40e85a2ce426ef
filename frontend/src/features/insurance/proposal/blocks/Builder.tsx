/** The composite builder: what each part is picked on, and which of what is wanted nobody, or more than one part, covers. */
import { Checkbox, Select } from 'antd'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import EmptyState from '../../../../ui/EmptyState'
import FormProblem from '../../../../ui/FormProblem'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { useEditing } from '../../edit/context'
import { ChoiceField } from '../../edit/fields'
import { type Doc, type Json, rowsAt } from '../../model/doc'
import { territoryWords } from '../../model/plan'
import { useAsking } from '../context'
import { asked, scopeOf, withScope } from '../coverage'
import { askCoverage, type Coverage, type Region } from '../queries'

export default function Builder() {
  const { t } = useTranslation()
  const { doc } = useEditing()
  const { go } = useAsking()
  const parts = rowsAt(doc, 'cover.parts') as Doc[]
  const text = JSON.stringify(asked(doc))
  const [found, setFound] = useState<Coverage | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const body = JSON.parse(text) as ReturnType<typeof asked>
    if (body.parts.length === 0 || body.wanted.length === 0) return undefined
    let left = false
    const wait = setTimeout(() => askCoverage(body).then(
      (next) => { if (!left) { setFound(next); setError(null) } },
      (problem: unknown) => { if (!left) setError(problem) },
    ), 250)
    return () => {
      left = true
      clearTimeout(wait)
    }
  }, [text])
  if (parts.length === 0) return <EmptyState title={t('insurance.proposal.builder.empty')} text={t('insurance.proposal.builder.empty_text')} action={<button type="button" className="zi-link" onClick={() => go('cover')}>{t('insurance.proposal.block.cover')}</button>} />
  return (
    <div className="zi-stack">
      <p className="zr-sub">{t('insurance.proposal.builder.sub')}</p>
      {parts.map((part, n) => <Picked key={String(part.code)} part={part} n={n} />)}
      <FormProblem error={error} />
      {!found && !error && <SkeletonRows rows={4} />}
      {found && <>
        <p role="status"><strong>{t('insurance.proposal.builder.covered', { covered: found.covered, wanted: found.wanted })}</strong></p>
        <Regions title={t('insurance.proposal.builder.gaps')} none={t('insurance.proposal.builder.no_gaps')} of={found.gaps} kind="gap" />
        <Regions title={t('insurance.proposal.builder.overlaps')} none={t('insurance.proposal.builder.no_overlaps')} of={found.overlaps} kind="overlap" />
      </>}
    </div>
  )
}

function Picked({ part, n }: { part: Doc; n: number }) {
  const { t } = useTranslation()
  const { offered, readOnly } = useAsking()
  const { doc, put } = useEditing()
  const code = String(part.code)
  const scope = scopeOf(doc, code)
  const names = (path: string, key: string) => (rowsAt(doc, path) as Doc[]).map((each) => String(each[key] ?? '')).filter(Boolean)
  const pick = (field: 'products' | 'rights', value: string[] | null) => put('cover.scope', withScope(doc, code, { ...scope, [field]: value }) as Json)
  const where = (offered.find((each) => each.code === code)?.territories ?? []).map((value) => ({ value, label: territoryWords(value, t) }))
  return (
    <div className="zi-card">
      <header><strong>{t(`insurance.part.${code}`, { defaultValue: code })}</strong></header>
      <div className="zi-grid">
        {part.kind === 'liability' && <ChoiceField path={`cover.parts.${n}.territories`} label={t('field.territory')} many options={where} />}
        {part.kind === 'liability'
          ? <PickList label={t('insurance.proposal.block.products')} every={t('insurance.proposal.builder.every_product')} all={names('products.products', 'name')} value={scope.products ?? null} set={(value) => pick('products', value)} readOnly={readOnly} />
          : <PickList label={t('insurance.proposal.block.rights')} every={t('insurance.proposal.builder.every_right')} all={names('rights.schedule', 'number')} value={scope.rights ?? null} set={(value) => pick('rights', value)} readOnly={readOnly} />}
      </div>
    </div>
  )
}

function PickList({ label, every, all, value, set, readOnly }: { label: string; every: string; all: string[]; value: string[] | null; set: (value: string[] | null) => void; readOnly: boolean }) {
  const id = useId()
  return (
    <div className="zr-field">
      <label htmlFor={id}>{label}</label>
      <span><Checkbox checked={value === null} disabled={readOnly} onChange={(event) => set(event.target.checked ? null : all)}>{every}</Checkbox></span>
      {value !== null && <Select id={id} mode="multiple" value={value} disabled={readOnly} options={all.map((each) => ({ value: each, label: each }))} onChange={set} />}
      {value === null && <output id={id} className="zr-sub">{all.length}</output>}
    </div>
  )
}

const SHOWN = 8

function Regions({ title, none, of, kind }: { title: string; none: string; of: readonly Region[]; kind: 'gap' | 'overlap' }) {
  const { t } = useTranslation()
  const peril = (code: string) => t(`insurance.proposal.peril.${code}`, { defaultValue: code })
  const cells = (values: readonly string[], words: (one: string) => string) => {
    const real = values.filter((each) => each !== '*')
    return real.slice(0, 6).map(words).join(t('common.sep')) + (real.length > 6 ? t('insurance.proposal.builder.and_more', { count: real.length - 6 }) : '')
  }
  return (
    <Panel title={title} sub={String(of.length)}>
      {of.length === 0 ? <p>{none}</p> : <ul className="zp-regions">
        {of.slice(0, SHOWN).map((each, n) => (
          <li key={n} data-kind={kind}>
            <strong>{cells(each.perils, peril)}</strong>
            {[cells(each.territories, (one) => territoryWords(one, t)), cells(each.products, String), cells(each.rights, String)].filter(Boolean).map((line) => <span key={line}> · {line}</span>)}
            {each.parts.length > 0 && <div className="zr-sub">{t('insurance.proposal.builder.by', { parts: each.parts.join(t('common.sep')) })}</div>}
          </li>
        ))}
        {of.length > SHOWN && <li>{t('insurance.proposal.builder.and_more', { count: of.length - SHOWN })}</li>}
      </ul>}
    </Panel>
  )
}

