/** Relativities: per kind of part its factors, each by the values of an answer or in bands of a figure. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Faults, TextField } from '../../edit/fields'
import { useEditing } from '../../edit/context'
import { type Json, at, keysAt, rowsAt } from '../../model/doc'
import { answerWords, RATED_PARTS } from '../../model/plan'
import type { Vocabulary } from '../../queries'

type Factor = Vocabulary['factors'][number]

export default function Relativities({ factors }: { factors: readonly Factor[] }) {
  const { t } = useTranslation()
  const { doc, readOnly, push } = useEditing()
  const id = useId()
  return (
    <div className="zi-stack">
      <Faults path="relativity" />
      {RATED_PARTS.map((part) => {
        const path = `relativity.${part}`
        const used = rowsAt(doc, path).map((_, n) => String(at(doc, `${path}.${n}.factor`)))
        const free = factors.filter((each) => each.of.includes(part) && !used.includes(each.factor))
        return (
          <section key={part} className="zi-card" aria-label={t(`insurance.part.${part}`)}>
            <header><h3>{t(`insurance.part.${part}`)}</h3></header>
            {used.length === 0 && <p className="zr-sub">{t('insurance.plan.no_factor')}</p>}
            <div className="zi-halves">{used.map((name, n) => <FactorTable key={name} path={`${path}.${n}`} name={name} />)}</div>
            <Faults path={path} />
            {!readOnly && free.length > 0 && (
              <div className="zr-field zi-add">
                <label htmlFor={`${id}-${part}`}>{t('insurance.plan.add_factor')}</label>
                <Select id={`${id}-${part}`} value={null} options={free.map((each) => ({ value: each.factor, label: t(`insurance.factor.${each.factor}`) }))}
                  onChange={(name: string | null) => {
                    const factor = free.find((each) => each.factor === name)
                    if (!factor) return
                    const rates: { [key: string]: Json } = factor.values.length ? { values: Object.fromEntries(factor.values.map((each) => [each, '1.00'])) } : { bands: [[0, null, '1.00']] }
                    push(path, { factor: factor.factor, ...rates })
                  }} />
              </div>
            )}
          </section>
        )
      })}
    </div>
  )
}

function FactorTable({ path, name }: { path: string; name: string }) {
  const { t } = useTranslation()
  const { doc, readOnly, drop } = useEditing()
  const title = t(`insurance.factor.${name}`, { defaultValue: name })
  const values = keysAt(doc, `${path}.values`)
  return (
    <fieldset className="zi-rows">
      <legend>
        {title}
        {!readOnly && <Button type="text" size="small" icon={<DeleteOutlined aria-hidden />} aria-label={t('insurance.edit.remove_of', { of: title })} onClick={() => drop(path)} />}
      </legend>
      {values.map((value) => <div key={value} className="zi-row zi-pair"><TextField path={`${path}.values.${value}`} label={answerWords(name, value, t)} /></div>)}
      {values.length === 0 && <Bands path={`${path}.bands`} title={title} />}
      <Faults path={path} />
      <Faults path={`${path}.values`} />
      <Faults path={`${path}.factor`} />
    </fieldset>
  )
}

function Bands({ path, title }: { path: string; title: string }) {
  const { t } = useTranslation()
  const { doc, readOnly, put } = useEditing()
  const rows = rowsAt(doc, path)
  const remove = (n: number) => {
    const rest = rows.filter((_, each) => each !== n)
    put(path, rest.map((row, each) => (each === rest.length - 1 && Array.isArray(row) ? [row[0] ?? 0, null, row[2] ?? '1.00'] : row)))
  }
  const split = () => {
    const last = rows.length - 1
    const from = Number(at(doc, `${path}.${last}.0`) ?? 0)
    put(path, [...rows.slice(0, last), [from, from, at(doc, `${path}.${last}.2`) ?? '1.00'], [from + 1, null, '1.00']])
  }
  return (
    <>
      {rows.map((_, n) => (
        <div key={n} className="zi-row zi-row-3">
          <TextField path={`${path}.${n}.0`} label={t('insurance.plan.from')} number="whole" />
          {n === rows.length - 1 && at(doc, `${path}.${n}.1`) === null
            ? <div className="zr-field"><span className="zr-label">{t('insurance.plan.to')}</span><span className="zi-shown">{t('insurance.plan.open')}</span></div>
            : <TextField path={`${path}.${n}.1`} label={t('insurance.plan.to')} number="whole" />}
          <TextField path={`${path}.${n}.2`} label={t('insurance.plan.relativity')} />
          {!readOnly && rows.length > 1 && <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('insurance.edit.remove_row', { n: n + 1, of: title })} onClick={() => remove(n)} />}
          <Faults path={`${path}.${n}`} />
        </div>
      ))}
      <Faults path={path} />
      {!readOnly && <div><Button size="small" icon={<PlusOutlined aria-hidden />} onClick={split}>{t('insurance.plan.add_band')}</Button></div>}
    </>
  )
}
