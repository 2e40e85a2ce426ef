/** Revenues of a year, products by territories, typed or pasted from a spreadsheet; own rights abroad; who sells. */
import { Button, Input, Modal, Segmented, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditing } from '../../edit/context'
import { ChoiceField, Faults, ScaledField, TextField } from '../../edit/fields'
import { at, type Doc, type Json, rowsAt, unscaled } from '../../model/doc'
import { territoryWords } from '../../model/plan'
import Money from '../../../../ui/Money'
import { useAsking } from '../context'
import { Question, Rows, useQuestionName } from '../fields'
import { asRows, hundredths, merged, type Pasted, pasted, type RevenueRow, type Unit, UNITS, withCell } from '../revenues'

const CURRENCIES = ['CNY', 'USD', 'EUR', 'GBP', 'JPY']
const families = (territory: string) => (): Json => ({ territory, families: 0 })

export default function Exposure() {
  const { t } = useTranslation()
  const name = useQuestionName()
  const { territories } = useAsking()
  const { doc } = useEditing()
  const where = territories.map((value) => ({ value, label: territoryWords(value, t) }))
  const sold = [...new Set(asRows(at(doc, 'exposure.revenues')).map((row) => row.territory))]
  return (
    <div className="zi-stack">
      <Question path="exposure.revenues" wide papers><Revenues /></Question>
      <Question path="exposure.own_families" wide>
        <Rows path="exposure.own_families" title={name('exposure.own_families')} blank={families(sold[0] ?? territories[0] ?? 'CN')} most={60} none={t('insurance.proposal.no_families')}
          row={(path) => <>
            <ChoiceField path={`${path}.territory`} options={where} />
            <TextField path={`${path}.families`} label={t('insurance.factor.own_families')} number="whole" />
          </>} />
      </Question>
      <div className="zp-grid">
        <Question path="exposure.channel"><TextField path="exposure.channel" label={name('exposure.channel')} maxLength={200} /></Question>
        <Question path="exposure.employees"><TextField path="exposure.employees" label={name('exposure.employees')} number="whole" /></Question>
        <Question path="exposure.research_fen"><ScaledField path="exposure.research_fen" label={name('exposure.research_fen')} suffix={t('insurance.unit.yuan')} /></Question>
      </div>
    </div>
  )
}

function Revenues() {
  const { t } = useTranslation()
  const name = useQuestionName()
  const { territories, readOnly } = useAsking()
  const { doc, put } = useEditing()
  const rows = asRows(at(doc, 'exposure.revenues'))
  const declared = (rowsAt(doc, 'products.products') as Doc[]).map((each) => String(each.name ?? '')).filter(Boolean)
  const [more, setMore] = useState<string[]>([])
  const [pasting, setPasting] = useState(false)
  const columns = [...new Set([...rows.map((row) => row.territory), ...more])]
  const products = [...new Set([...declared, ...rows.map((row) => row.product)])]
  const currencyOf = (territory: string) => rows.find((row) => row.territory === territory)?.currency ?? 'CNY'
  const set = (next: RevenueRow[]) => put('exposure.revenues', next.length > 0 ? (next as unknown as Json) : null)
  const left = territories.filter((each) => !columns.includes(each))
  return (
    <fieldset className="zi-rows zi-card">
      <legend>{name('exposure.revenues')}</legend>
      <p className="zr-sub">{t('insurance.proposal.revenues_sub')}</p>
      <Faults path="exposure.revenues" deep />
      {products.length === 0 && columns.length === 0 && <p>{t('insurance.proposal.revenues_empty')}</p>}
      {(products.length > 0 || columns.length > 0) && (
        <div className="zp-scroll" tabIndex={0} role="region" aria-label={name('exposure.revenues')}>
          <table className="zi-table zp-revenues">
            <thead>
              <tr>
                <th scope="col">{t('insurance.proposal.product.name')}</th>
                {columns.map((each) => (
                  <th key={each} scope="col">
                    {territoryWords(each, t)}
                    <Select size="small" aria-label={t('insurance.proposal.currency_of', { territory: territoryWords(each, t) })} value={currencyOf(each)} disabled={readOnly}
                      options={CURRENCIES.map((value) => ({ value, label: value }))} onChange={(currency) => set(rows.map((row) => (row.territory === each ? { ...row, currency } : row)))} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {products.map((product) => (
                <tr key={product}>
                  <th scope="row">{product}</th>
                  {columns.map((territory) => (
                    <td key={territory}>
                      <Amount label={`${product} · ${territoryWords(territory, t)}`} readOnly={readOnly} fen={rows.find((row) => row.product === product && row.territory === territory)?.revenue_fen ?? null}
                        set={(fen) => set(withCell(rows, { product, territory, currency: currencyOf(territory) }, fen))} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('insurance.proposal.total')}</th>
                {columns.map((territory) => (
                  <td key={territory} className="num">
                    {currencyOf(territory) === 'CNY' ? <Money fen={rows.filter((row) => row.territory === territory).reduce((sum, row) => sum + row.revenue_fen, 0)} />
                      : `${currencyOf(territory)} ${unscaled(rows.filter((row) => row.territory === territory).reduce((sum, row) => sum + row.revenue_fen, 0), 2)}`}
                  </td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      {!readOnly && (
        <div className="zi-flags">
          <Select<string> className="zi-add" value={null} placeholder={t('insurance.proposal.add_territory')} aria-label={t('insurance.proposal.add_territory')}
            options={left.map((value) => ({ value, label: territoryWords(value, t) }))} onChange={(value) => setMore([...more, value])} popupMatchSelectWidth={false} />
          <Button onClick={() => setPasting(true)}>{t('insurance.proposal.paste')}</Button>
          {products.length === 0 && <span className="zr-sub">{t('insurance.proposal.products_first')}</span>}
        </div>
      )}
      {pasting && <Paste close={() => setPasting(false)} take={(found) => set(merged(rows, found))} />}
    </fieldset>
  )
}

/** Kept in hundredths, typed in units of the currency. */
function Amount({ label, fen, set, readOnly }: { label: string; fen: number | null; set: (fen: number | null) => void; readOnly: boolean }) {
  const kept = unscaled(fen, 2)
  const [text, setText] = useState(kept)
  useEffect(() => { setText((now) => (unscaled(hundredths(now, 'yuan'), 2) === kept ? now : kept)) }, [kept])
  const wrong = text.trim() !== '' && hundredths(text, 'yuan') === null
  return <Input aria-label={label} value={text} inputMode="decimal" maxLength={24} readOnly={readOnly} autoComplete="off" className="zp-amount" {...(wrong ? { status: 'error' as const, 'aria-invalid': true } : {})}
    onChange={(event) => {
      setText(event.target.value)
      const next = event.target.value.trim() === '' ? null : hundredths(event.target.value, 'yuan')
      if (next !== null || event.target.value.trim() === '') set(next)
    }} />
}

function Paste({ close, take }: { close: () => void; take: (rows: RevenueRow[]) => void }) {
  const { t } = useTranslation()
  const { territories } = useAsking()
  const [text, setText] = useState('')
  const [unit, setUnit] = useState<Unit>('ten_thousand')
  const [currency, setCurrency] = useState('CNY')
  const named = new Map(territories.map((each) => [each, territoryWords(each, t)]))
  const found: Pasted = pasted(text, unit, currency, named)
  const put = () => {
    take(found.rows)
    close()
  }
  return (
    <Modal open title={t('insurance.proposal.paste')} onCancel={close} onOk={put} okText={t('insurance.proposal.take_rows', { count: found.rows.length })} okButtonProps={{ disabled: found.rows.length === 0 }} width={720}>
      <div className="zi-stack">
        <p className="zr-sub">{t('insurance.proposal.paste_sub')}</p>
        <div className="zi-flags">
          <Segmented<Unit> aria-label={t('insurance.proposal.unit')} value={unit} onChange={setUnit} options={(Object.keys(UNITS) as Unit[]).map((value) => ({ value, label: t(`insurance.proposal.units.${value}`) }))} />
          <Select aria-label={t('field.currency')} value={currency} onChange={setCurrency} options={CURRENCIES.map((value) => ({ value, label: value }))} />
        </div>
        <Input.TextArea aria-label={t('insurance.proposal.paste_here')} value={text} rows={8} maxLength={60_000} onChange={(event) => setText(event.target.value)} autoFocus />
        <p role="status">{t('insurance.proposal.read_rows', { count: found.rows.length })}</p>
        {found.refused.length > 0 && <ul className="zp-refused">
          {found.refused.slice(0, 10).map((each, n) => <li key={n}>{t(`insurance.proposal.unread.${each.why}`, { line: each.line, text: each.text })}</li>)}
        </ul>}
      </div>
    </Modal>
  )
}
