/** The plan's name and filing, its tax, its minima by line, its guarantee. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceField, Faults, TextField } from '../../edit/fields'
import { useEditing } from '../../edit/context'
import { at, keysAt } from '../../model/doc'
import { GRADES, newGuarantee } from '../../model/plan'
import { LINES } from '../../queries'

const BASES = ['net_of_vat', 'tax_inclusive'] as const
const PERS = ['part', 'right'] as const

export function General() {
  const { t } = useTranslation()
  return (
    <div className="zi-grid">
      <TextField path="plan" label={t('insurance.plan.code')} maxLength={40} />
      <TextField path="filing_no" maxLength={80} />
      <TextField path="vat_pct" />
      <ChoiceField path="premium_basis" options={BASES.map((value) => ({ value, label: t(`insurance.basis.${value}`) }))} />
      <TextField path="schedule_bound" />
    </div>
  )
}

export function Minima() {
  const { t } = useTranslation()
  const { doc, readOnly, put, drop } = useEditing()
  const lines = keysAt(doc, 'minima')
  return (
    <div className="zi-stack">
      <p className="zr-sub">{t('insurance.plan.minima_hint')}</p>
      <Faults path="minima" />
      {LINES.map((line) => (
        <section key={line} className="zi-card" aria-label={t(`insurance.line.${line}`)}>
          <header>
            <h3>{t(`insurance.line.${line}`)}</h3>
            {!readOnly && (lines.includes(line)
              ? <Button type="text" danger icon={<DeleteOutlined aria-hidden />} onClick={() => drop(`minima.${line}`)}>{t('insurance.plan.rate_no_more')}</Button>
              : <Button icon={<PlusOutlined aria-hidden />} onClick={() => put(`minima.${line}`, { policy: '0', parts: {} })}>{t('insurance.plan.rate_it')}</Button>)}
          </header>
          {lines.includes(line) ? <OfLine path={`minima.${line}`} /> : <p className="zr-sub">{t(lines.length ? 'insurance.plan.not_rated' : 'insurance.plan.all_rated')}</p>}
        </section>
      ))}
    </div>
  )
}

function OfLine({ path }: { path: string }) {
  const { t } = useTranslation()
  const { doc, readOnly, put, drop, rename } = useEditing()
  const id = useId()
  const parts = keysAt(doc, `${path}.parts`)
  const free = ['PUR', 'INV', 'LOSS', 'CN-LIAB', 'OVS-DEF', 'OVS-LIAB', 'IPL', 'GUA'].filter((each) => !parts.includes(each))
  return (
    <>
      <div className="zi-grid"><TextField path={`${path}.policy`} label={t('insurance.plan.policy_minimum')} suffix={t('insurance.unit.yuan')} /></div>
      {parts.map((code, n) => (
        <div key={n} className="zi-row zi-row-3">
          <div className="zr-field">
            <label htmlFor={`${id}-${n}`}>{t('insurance.plan.part')}</label>
            {readOnly
              ? <output id={`${id}-${n}`} className="zi-shown">{t(`insurance.part.${code}`, { defaultValue: code })}</output>
              : <Select id={`${id}-${n}`} value={code} popupMatchSelectWidth={false} options={[code, ...free].map((value) => ({ value, label: t(`insurance.part.${value}`, { defaultValue: value }) }))}
                  onChange={(next) => rename(`${path}.parts`, code, next)} />}
          </div>
          <TextField path={`${path}.parts.${code}.yuan`} label={t('insurance.plan.minimum')} suffix={t('insurance.unit.yuan')} />
          <ChoiceField path={`${path}.parts.${code}.per`} label={t('insurance.plan.per')} options={PERS.map((value) => ({ value, label: t(`insurance.per.${value}`) }))} />
          {!readOnly && <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('insurance.edit.remove_of', { of: t(`insurance.part.${code}`, { defaultValue: code }) })} onClick={() => drop(`${path}.parts.${code}`)} />}
          <Faults path={`${path}.parts.${code}`} />
        </div>
      ))}
      {!readOnly && free.length > 0 && <div><Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => put(`${path}.parts.${free[0]}`, { yuan: '0', per: 'part' })}>{t('insurance.plan.add_minimum')}</Button></div>}
    </>
  )
}

export function Guarantee() {
  const { t } = useTranslation()
  const { doc, readOnly, put } = useEditing()
  const present = at(doc, 'guarantee') !== null && at(doc, 'guarantee') !== undefined
  if (!present) {
    return (
      <div className="zi-stack">
        <p>{t('insurance.plan.no_guarantee')}</p>
        <Faults path="guarantee" />
        {!readOnly && <div><Button icon={<PlusOutlined aria-hidden />} onClick={() => put('guarantee', newGuarantee())}>{t('insurance.plan.rate_it')}</Button></div>}
      </div>
    )
  }
  return (
    <div className="zi-stack">
      <div className="zi-grid">
        {GRADES.map((grade) => <TextField key={grade} path={`guarantee.pd.${grade}`} label={t('insurance.plan.pd_of', { grade })} />)}
        <TextField path="guarantee.lgd" />
        <TextField path="guarantee.ead_factor" />
        <TextField path="guarantee.min_of_principal" />
      </div>
      <Faults path="guarantee" />
      {!readOnly && <div><Button danger icon={<DeleteOutlined aria-hidden />} onClick={() => put('guarantee', null)}>{t('insurance.plan.rate_no_more')}</Button></div>}
    </div>
  )
}
