/** Says once how a bank writes its statements: from a sample's own headings, read at once to see that it adds up. */
import { Checkbox, Input, Modal, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { useFocusBack } from '../../../lib/keepFocus'
import { useNewest } from '../../../lib/useNewest'
import { DayField } from '../../../ui/DayField'
import FileField from '../../../ui/FileField'
import FormProblem from '../../../ui/FormProblem'
import { layoutFields } from '../model'
import { type Layout, type NewLayout, type Tried, useDesk } from '../queries'
import TriedRows from './TriedRows'

const DATES = ['%Y-%m-%d', '%Y%m%d', '%Y/%m/%d', '%Y\u5e74%m\u6708%d\u65e5', '%d.%m.%Y', '%d/%m/%Y'] as const

interface Props {
  /** The newest version of the layout that a further one is made of. */
  from?: Layout | undefined
  close: () => void
}

export default function ProposeLayout({ from, close }: Props) {
  const { t } = useTranslation()
  useFocusBack()
  const id = useId()
  const desk = useDesk()
  const [file, setFile] = useState<File | null>(null)
  const [rows, setRows] = useState<string[][]>([])
  const [texts, setTexts] = useState({ code: from?.code ?? '', bank_name: from?.bank_name ?? '' })
  const [two, setTwo] = useState(!from || 'credit' in from.mapping.headings)
  const [headings, setHeadings] = useState<Record<string, string[]>>(from?.mapping.headings ?? {})
  const [dates, setDates] = useState<string[]>(from?.mapping.dates ?? ['%Y-%m-%d', '%Y%m%d'])
  const [newest, setNewest] = useState(from?.mapping.newest_first ?? false)
  const [marks, setMarks] = useState({ credit_marks: from?.mapping.credit_marks ?? [], debit_marks: from?.mapping.debit_marks ?? [] })
  const [day, setDay] = useState<string | undefined>(today())
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [read, setRead] = useState<Tried | null>(null)
  const fields = layoutFields(two)
  const lacking = fields.filter((field) => field.needed && !(headings[field.name]?.length))
  const open = lacking.length > 0 || !texts.code.trim() || !texts.bank_name.trim() || !day || !file || dates.length === 0 || (!two && (!marks.credit_marks.length || !marks.debit_marks.length))
  const cells = [...new Set(rows.flat().filter((cell) => cell && !/^[\d.,:/ -]+$/.test(cell)))]
  const ask = useNewest()
  const choose = async (next: File | null) => {
    const isNewest = ask()
    setFile(next)
    setRows([])
    setError(null)
    if (!next) return
    try {
      const { rows: found } = await desk.sampleRows(next)
      if (isNewest()) setRows(found)
    } catch (problem) {
      if (isNewest()) setError(problem)
    }
  }
  const send = async () => {
    setTried(true)
    if (open || !file || !day) return
    setBusy(true)
    setError(null)
    const chosen = Object.fromEntries(fields.filter((field) => headings[field.name]?.length).map((field) => [field.name, headings[field.name] ?? []]))
    const body: NewLayout = {
      code: texts.code.trim(), bank_name: texts.bank_name.trim(), valid_from: day,
      mapping: { headings: chosen, dates, newest_first: newest, credit_marks: two ? [] : marks.credit_marks, debit_marks: two ? [] : marks.debit_marks },
    }
    try {
      const proposed = await desk.proposeLayout(body)
      try {
        setRead(await desk.tryLayout(proposed.id, file))
      } catch (problem) {
        // What cannot read its own sample is nobody's to publish.
        await desk.refuseLayout(proposed.id)
        throw problem
      }
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  if (read) {
    return (
      <Modal open width={880} title={t('money.layouts.readTitle')} okText={t('common.close')} cancelButtonProps={{ style: { display: 'none' } }} onCancel={close} onOk={close}>
        <p role="status">{t('money.layouts.sent')}</p>
        <TriedRows tried={read} />
      </Modal>
    )
  }
  const text = (name: 'code' | 'bank_name') => (
    <div className="zr-field">
      <label htmlFor={`${id}-${name}`}>{t(`money.layouts.${name}`)}</label>
      <Input id={`${id}-${name}`} value={texts[name]} maxLength={name === 'code' ? 40 : 100} disabled={name === 'code' && Boolean(from)} status={tried && !texts[name].trim() ? 'error' : undefined}
        aria-invalid={tried && !texts[name].trim()} onChange={(event) => setTexts({ ...texts, [name]: event.target.value })} />
    </div>
  )
  const words = (key: string, label: string, value: string[], set: (next: string[]) => void, options: string[], wrong = false) => (
    <div className="zr-field" key={key}>
      <label htmlFor={`${id}-${key}`}>{label}</label>
      <Select id={`${id}-${key}`} mode="tags" value={value} onChange={(next: string[]) => set(next)} options={options.map((each) => ({ value: each, label: each }))} status={wrong ? 'error' : undefined} aria-invalid={wrong}
        placeholder={t('money.layouts.headingHint')} />
    </div>
  )
  return (
    <Modal open width={880} title={from ? t('money.layouts.nextOf', { code: from.code }) : t('money.layouts.new')} okText={t('money.layouts.send')} cancelText={t('common.cancel')} confirmLoading={busy} onCancel={close} onOk={() => void send()}>
      <div className="zr-form mo-wide">
        <div className="zr-field">
          <span className="zr-label">{t('money.layouts.sample')}</span>
          <FileField id={`${id}-file`} label={t('money.layouts.sample')} onChoose={(next) => void choose(next)} />
          <span className="zr-sub">{t('money.layouts.sampleHint')}</span>
        </div>
        {rows.length > 0 && (
          <div className="zr-scroll mo-sample" tabIndex={0} role="region" aria-label={t('money.layouts.firstRows')}>
            <table><tbody>{rows.map((row, at) => <tr key={at}>{row.map((cell, place) => <td key={place}>{cell}</td>)}</tr>)}</tbody></table>
          </div>
        )}
        <div className="mo-two">{text('code')}{text('bank_name')}</div>
        <Radio.Group aria-label={t('money.layouts.amounts')} value={two} onChange={(event) => setTwo(event.target.value as boolean)}
          options={[{ value: true, label: t('money.layout.two_columns') }, { value: false, label: t('money.layout.one_column') }]} />
        <div className="mo-two">
          {fields.map((field) => words(field.name, t(`money.layouts.field.${field.name}`) + (field.needed ? '' : t('money.layouts.optional')), headings[field.name] ?? [],
            (next) => setHeadings({ ...headings, [field.name]: next }), cells, tried && field.needed && !headings[field.name]?.length))}
          {!two && (['credit_marks', 'debit_marks'] as const).map((name) => words(name, t(`money.layouts.${name}`), marks[name], (next) => setMarks({ ...marks, [name]: next }), [], tried && !marks[name].length))}
          {words('dates', t('money.layouts.dates'), dates, setDates, [...DATES], tried && dates.length === 0)}
          <div className="zr-field">
            <label htmlFor={`${id}-from`}>{t('money.fees.from')}</label>
            <DayField id={`${id}-from`} value={day} onChange={setDay} from={today()} />
          </div>
        </div>
        <Checkbox checked={newest} onChange={(event) => setNewest(event.target.checked)}>{t('money.layouts.newest_first')}</Checkbox>
        {tried && open && <div className="field-error" role="alert">{file ? t('money.fees.incomplete') : t('money.layouts.noSample')}</div>}
        <p className="zr-sub">{t('money.layouts.chain')}</p>
        <FormProblem error={error} />
      </div>
    </Modal>
  )
}
