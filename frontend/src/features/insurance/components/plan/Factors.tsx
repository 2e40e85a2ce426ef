/** What is multiplied with everything: aggregate, composite, loadings, bounds, currencies. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Faults, TextField } from '../../edit/fields'
import { useEditing } from '../../edit/context'
import { keysAt, rowsAt } from '../../model/doc'

const MULTIPLIED = ['IPL', 'GUA'] as const

export default function Factors() {
  const { t } = useTranslation()
  return (
    <div className="zi-halves">
      <Aggregates />
      <Keyed path="composite" title={t('insurance.plan.composite')} hint={t('insurance.plan.composite_hint')} value={t('insurance.plan.discount')} keyName={t('insurance.plan.parts')} start="0" fresh={(keys) => String(keys.length + 1)} />
      <Loadings />
      <Keyed path="currency" title={t('insurance.plan.currency')} hint={t('insurance.plan.currency_hint')} value={t('insurance.plan.rate')} keyName={t('insurance.plan.currency')} start="1"
        fresh={(keys) => ['USD', 'EUR', 'GBP', 'JPY', 'HKD'].find((each) => !keys.includes(each)) ?? 'XXX'} />
      <Bounds path="expo_clip" title={t('insurance.plan.expo_clip')} />
      <Bounds path="rel_clip" title={t('insurance.plan.rel_clip')} />
    </div>
  )
}

export function Box({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return <fieldset className="zi-rows zi-card"><legend>{title}</legend>{hint && <p className="zr-sub">{hint}</p>}{children}</fieldset>
}

function Aggregates() {
  const { t } = useTranslation()
  const { doc, readOnly, push, drop } = useEditing()
  const rows = rowsAt(doc, 'agg_factor')
  const title = t('insurance.plan.aggregate')
  return (
    <Box title={title} hint={t('insurance.plan.aggregate_hint')}>
      {rows.map((_, n) => (
        <div key={n} className="zi-row zi-row-2">
          <TextField path={`agg_factor.${n}.0`} label={t('insurance.plan.threshold')} />
          <TextField path={`agg_factor.${n}.1`} label={t('insurance.plan.factor')} />
          {!readOnly && rows.length > 1 && <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('insurance.edit.remove_row', { n: n + 1, of: title })} onClick={() => drop(`agg_factor.${n}`)} />}
          <Faults path={`agg_factor.${n}`} />
        </div>
      ))}
      <Faults path="agg_factor" />
      {!readOnly && <div><Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => push('agg_factor', ['3.0', '1.00'])}>{t('insurance.edit.add_row')}</Button></div>}
    </Box>
  )
}

interface KeyedProps {
  path: string
  title: string
  hint: string
  keyName: string
  value: string
  start: string
  fresh: (keys: string[]) => string
}

/** Rows of a name and a figure. */
function Keyed({ path, title, hint, keyName, value, start, fresh }: KeyedProps) {
  const { t } = useTranslation()
  const { doc, readOnly, put, drop, rename } = useEditing()
  const keys = keysAt(doc, path)
  return (
    <Box title={title} hint={hint}>
      {keys.map((key, n) => (
        <div key={n} className="zi-row zi-row-2">
          <label className="zr-field">
            <span className="zr-label">{keyName}</span>
            <Input value={key} readOnly={readOnly} maxLength={6} onChange={(event) => rename(path, key, event.target.value.toUpperCase().replaceAll('.', ''))} />
          </label>
          <TextField path={`${path}.${key}`} label={value} />
          {!readOnly && <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('insurance.edit.remove_row', { n: n + 1, of: title })} onClick={() => drop(`${path}.${key}`)} />}
        </div>
      ))}
      <Faults path={path} />
      {!readOnly && <div><Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => put(`${path}.${fresh(keys)}`, start)}>{t('insurance.edit.add_row')}</Button></div>}
    </Box>
  )
}

function Loadings() {
  const { t } = useTranslation()
  const { doc, readOnly, put, drop } = useEditing()
  const present = keysAt(doc, 'lcm')
  return (
    <Box title={t('insurance.plan.lcm')} hint={t('insurance.plan.lcm_hint')}>
      {MULTIPLIED.map((kind) => (
        <div key={kind} className="zi-row zi-row-3">
          <span className="zi-shown">{t(`insurance.lcm.${kind}`)}</span>
          {present.includes(kind)
            ? <><TextField path={`lcm.${kind}.0`} label={t('insurance.plan.ulae')} /><TextField path={`lcm.${kind}.1`} label={t('insurance.plan.loadings')} />
              {!readOnly && kind === 'GUA' && <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('insurance.edit.remove_of', { of: t(`insurance.lcm.${kind}`) })} onClick={() => drop(`lcm.${kind}`)} />}</>
            : !readOnly && <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => put(`lcm.${kind}`, ['1.10', '0.60'])}>{t('insurance.edit.add')}</Button>}
          <Faults path={`lcm.${kind}`} />
        </div>
      ))}
      <Faults path="lcm" />
    </Box>
  )
}

function Bounds({ path, title }: { path: string; title: string }) {
  const { t } = useTranslation()
  return (
    <Box title={title}>
      <div className="zi-row zi-row-2">
        <TextField path={`${path}.0`} label={t('insurance.plan.least')} />
        <TextField path={`${path}.1`} label={t('insurance.plan.most')} />
      </div>
      <Faults path={path} />
    </Box>
  )
}
