/** The next words of the notice, beginning with the present ones; no client reads them before another person accepts them. */
import { Button, Input } from 'antd'
import dayjs from 'dayjs'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { useFocusBack } from '../../../lib/keepFocus'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import type { Paragraph } from '../model'
import { useProposeNotice } from '../queries'
import { NoticeChanges } from './NoticeWords'

type Row = Paragraph & { key: number }
const MOST = 30
const K = 'brokerage.notice'

export default function NoticeForm({ from, close }: { from: readonly Paragraph[]; close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const propose = useProposeNotice()
  const tomorrow = dayjs(today()).add(1, 'day').format('YYYY-MM-DD')
  const made = useRef(from.length)
  const [rows, setRows] = useState<Row[]>(() => from.map((each, key) => ({ ...each, key })))
  const [day, setDay] = useState<string | undefined>(tomorrow)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const words = rows.map(({ zh, en }) => ({ zh: zh.trim(), en: en.trim() }))
  const change = (key: number, part: Partial<Paragraph>) => setRows(rows.map((each) => (each.key === key ? { ...each, ...part } : each)))
  const move = (n: number, by: number) => {
    const next = [...rows]
    next.splice(n + by, 0, ...next.splice(n, 1))
    setRows(next)
  }
  const focus = (name: string) => document.getElementById(`${id}-${name}`)?.focus()
  // What opened the form is gone while it is open: the focus goes to its first field, and afterwards to the page.
  useFocusBack()
  useEffect(() => document.getElementById(`${id}-0-zh`)?.focus(), [id])
  const add = () => {
    made.current += 1
    const key = made.current
    setRows([...rows, { key, zh: '', en: '' }])
    setTimeout(() => focus(`${key}-zh`))
  }
  const open = () => {
    const row = rows.find((each) => each.zh.trim() === '' || each.en.trim() === '')
    if (row) return `${row.key}-${row.zh.trim() === '' ? 'zh' : 'en'}`
    if (!day) return 'day'
    return reason.trim() === '' ? 'reason' : null
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const first = open()
    if (first !== null) focus(first)
    else if (day) propose.mutate({ paragraphs: words, from_on: day, reason: reason.trim() }, { onSuccess: close })
  }
  const field = (row: Row, n: number, name: 'zh' | 'en') => {
    const lacks = tried && row[name].trim() === ''
    const place = `${id}-${row.key}-${name}`
    return (
      <div className="zr-field">
        <label htmlFor={place}>{t(`${K}.${name}`, { n: n + 1 })}</label>
        <Input.TextArea id={place} lang={name === 'zh' ? 'zh-CN' : 'en'} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={1000} value={row[name]}
          aria-invalid={lacks} aria-describedby={lacks ? `${place}-why` : undefined} onChange={(event) => change(row.key, { [name]: event.target.value })} />
        {lacks && <div id={`${place}-why`} className="field-error" role="alert">{t('common.required')}</div>}
      </div>
    )
  }
  return (
    <form className="zr-form br-form" onSubmit={send} noValidate aria-label={t(`${K}.propose`)}>
      {rows.map((row, n) => (
        <fieldset key={row.key} className="br-paragraph">
          <legend>{t(`${K}.paragraph`, { n: n + 1 })}</legend>
          {field(row, n, 'zh')}
          {field(row, n, 'en')}
          <div className="br-line">
            <Button size="small" disabled={n === 0} aria-label={t(`${K}.up`, { n: n + 1 })} onClick={() => move(n, -1)}>↑</Button>
            <Button size="small" disabled={n === rows.length - 1} aria-label={t(`${K}.down`, { n: n + 1 })} onClick={() => move(n, 1)}>↓</Button>
            <Button size="small" disabled={rows.length === 1} aria-label={t(`${K}.remove_of`, { n: n + 1 })} onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}>{t(`${K}.remove`)}</Button>
          </div>
        </fieldset>
      ))}
      <div><Button disabled={rows.length >= MOST} onClick={add}>{t(`${K}.add`)}</Button></div>
      <div className="zr-field">
        <label htmlFor={`${id}-day`}>{t(`${K}.day`)}</label>
        <DayField id={`${id}-day`} value={day} from={tomorrow} onChange={setDay} invalid={tried && !day} />
        {tried && !day && <div className="field-error" role="alert">{t('common.required')}</div>}
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-reason`}>{t(`${K}.reason`)}</label>
        <Input.TextArea id={`${id}-reason`} rows={2} maxLength={1000} value={reason} aria-invalid={tried && reason.trim() === ''} onChange={(event) => setReason(event.target.value)} />
        {tried && reason.trim() === '' && <div className="field-error" role="alert">{t('common.required')}</div>}
      </div>
      <section aria-live="polite">
        <h3>{t(`${K}.changes`)}</h3>
        <NoticeChanges before={from} after={words} />
      </section>
      <FormProblem error={propose.error} />
      <div className="br-line">
        <Button type="primary" htmlType="submit" loading={propose.isPending}>{t(`${K}.send`)}</Button>
        <Button onClick={close}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}
