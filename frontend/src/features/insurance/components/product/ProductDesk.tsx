/** The desk of one product: its parts, wording and fact sheet, written as the next version or only read. */
import { PlusOutlined } from '@ant-design/icons'
import { App, Badge, Button, Input, Select, Tabs } from 'antd'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useKeptDraft } from '../../../../lib/useKeptDraft'
import FormProblem from '../../../../ui/FormProblem'
import { EditingContext, useEditing } from '../../edit/context'
import { useChecked } from '../../edit/useChecked'
import { Faults } from '../../edit/fields'
import { type Doc, rowsAt } from '../../model/doc'
import { blankTerms, newPart, productSection } from '../../model/product'
import { checkTerms, type Line, LINES, type Product, type ProductDraft, useInsuranceProductActs } from '../../queries'
import CheckedMark from '../CheckedMark'
import PartFields from './PartFields'
import { FactSheet, Wording } from './Texts'

const TABS = ['fact_sheet', 'parts', 'wording'] as const

interface Props {
  /** Null while it is written for the first time. */
  product: Product | null
  editing: boolean
  done: () => void
}

export default function ProductDesk({ product, editing, done }: Props) {
  const line: Line = product?.line ?? 'overseas_liability'
  const start: ProductDraft = { name: product?.name ?? '', line, terms: (product?.terms as Doc | undefined) ?? blankTerms(line) }
  return editing ? <Writing product={product} start={start} done={done} /> : <Reading start={start} />
}

function Reading({ start }: { start: ProductDraft }) {
  const value = useMemo(() => ({ doc: start as unknown as Doc, readOnly: true, faults: [], change: () => {} }), [start])
  return <EditingContext value={value}><Body /></EditingContext>
}

function Writing({ product, start, done }: { product: Product | null; start: ProductDraft; done: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const draft = useKeptDraft<ProductDraft>(`product.${product?.id ?? 'new'}.${product?.version ?? 0}`, start)
  const { value, set } = draft
  const checked = useChecked(value, checkTerms, '', true)
  const { create, revise } = useInsuranceProductActs()
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  const editing = {
    doc: value as unknown as Doc, readOnly: false, faults: checked.faults,
    change: (next: (doc: Doc) => Doc) => {
      latest.current = next(latest.current as unknown as Doc) as unknown as ProductDraft
      set(latest.current)
    },
  }
  const saved = (made: Product) => {
    void message.success(t('insurance.product.saved', { n: made.version }))
    if (product) done()
    else void navigate(`/i/products/${made.id}`)
  }
  const save = () => (product
    ? revise.mutate({ id: product.id, terms: value.terms }, { onTaken: draft.drop, onSuccess: saved })
    : create.mutate(value, { onTaken: draft.drop, onSuccess: saved }))
  return (
    <EditingContext value={editing}>
      <div className="zi-bar">
        <CheckedMark state={checked.state} count={checked.faults.length} />
        {draft.restoredAt && <span className="zr-sub">{t('insurance.edit.restored', { at: draft.restoredAt })} <Button type="link" size="small" onClick={draft.reset}>{t('insurance.edit.reset')}</Button></span>}
        {draft.keptAt && <span className="zr-sub">{t('insurance.edit.kept', { at: draft.keptAt })}</span>}
        <span className="zi-gap" />
        {product && <Button onClick={() => { draft.reset(); done() }}>{t('common.cancel')}</Button>}
        <Button type="primary" loading={create.isPending || revise.isPending} onClick={save}>{t(product ? 'insurance.product.save_next' : 'insurance.product.save')}</Button>
      </div>
      <FormProblem error={create.error ?? revise.error} />
      {!product && <Head />}
      <Body />
    </EditingContext>
  )
}

function Head() {
  const { t } = useTranslation()
  const { doc, put } = useEditing()
  const id = useId()
  return (
    <div className="zi-grid">
      <div className="zr-field">
        <label htmlFor={`${id}-name`}>{t('insurance.product.name')}</label>
        <Input id={`${id}-name`} value={String(doc.name ?? '')} maxLength={120} onChange={(event) => put('name', event.target.value)} />
        <Faults path="name" />
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-line`}>{t('field.line')}</label>
        <Select<Line> id={`${id}-line`} value={doc.line as Line} options={LINES.map((value) => ({ value, label: t(`insurance.line.${value}`) }))}
          onChange={(line) => {
            put('line', line)
            if ((line === 'loan_guarantee') !== (doc.line === 'loan_guarantee')) put('terms.parts', [newPart(line, 1)])
          }} />
      </div>
    </div>
  )
}

function Body() {
  const { t } = useTranslation()
  const { faults } = useEditing()
  const [tab, setTab] = useState<string>('fact_sheet')
  return (
    <Tabs activeKey={tab} onChange={setTab} destroyOnHidden items={TABS.map((key) => {
      const wrong = faults.filter((each) => productSection(each.path) === key).length
      const name = t(`insurance.product.tab.${key}`)
      return {
        key,
        label: wrong ? <span>{name} <Badge count={wrong} size="small" color="#b42318" title={t('insurance.edit.wrong_n', { count: wrong })} /></span> : name,
        children: key === 'fact_sheet' ? <FactSheet /> : key === 'wording' ? <Wording /> : <Parts />,
      }
    })} />
  )
}

function Parts() {
  const { t } = useTranslation()
  const { doc, readOnly, push } = useEditing()
  const parts = rowsAt(doc, 'terms.parts')
  return (
    <div className="zi-stack">
      {parts.map((_, n) => <PartFields key={n} path={`terms.parts.${n}`} n={n} alone={parts.length === 1} />)}
      <Faults path="terms.parts" />
      {!readOnly && doc.line !== 'loan_guarantee' && (
        <div><Button icon={<PlusOutlined aria-hidden />} onClick={() => push('terms.parts', newPart(doc.line as Line, parts.length + 1))}>{t('insurance.product.add_part')}</Button></div>
      )}
    </div>
  )
}
