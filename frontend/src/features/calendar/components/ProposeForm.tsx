/** All days of a year that count otherwise, from a day on; nothing counts by it before another accepts it. */
import { Button, Input, Select } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import { daysOf, type Fault, faultOf, firstDay, type Run } from '../model'
import { usePropose } from '../queries'

const EMPTY: Run = { from: '', to: '', working: false, name: '' }

export default function ProposeForm({ year, known, bank, close }: { year: number; known: readonly Run[]; bank: boolean; close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const propose = usePropose()
  const least = firstDay(year, today())
  const [from, setFrom] = useState<string | undefined>(least)
  const [source, setSource] = useState('')
  const [rows, setRows] = useState<Run[]>(known.length > 0 ? [...known] : [EMPTY])
  const [tried, setTried] = useState(false)
  const late = !from || from < least
  const faults = rows.map((row, n) => faultOf(row, { year, from: from ?? least, before: rows.slice(0, n) }))
  const none = !bank && rows.length === 0
  const set = (n: number, changes: Partial<Run>) => setRows(rows.map((row, at) => (at === n ? { ...row, ...changes } : row)))
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const wrong = faults.findIndex((fault) => fault !== null)
    const first = late ? 'from' : source.trim() === '' ? 'source' : wrong >= 0 ? `row-${wrong}${faults[wrong] === 'name' ? '-name' : ''}` : none ? 'add' : null
    if (first !== null) {
      document.getElementById(`${id}-${first}`)?.focus()
      return
    }
    if (from) propose.mutate({ year, valid_from: from, source: source.trim(), days: daysOf(rows) }, { onSuccess: close })
  }
  return (
    <form className="zr-form cal-form" onSubmit={send} noValidate aria-label={t('calendar.propose', { year })}>
      <div className="cal-head">
        <div className="zr-field">
          <label htmlFor={`${id}-from`}>{t('calendar.from')}</label>
          <DayField id={`${id}-from`} value={from} onChange={setFrom} from={least} upTo={`${year}-12-31`} invalid={late} />
          {late && <div className="field-error" role="alert">{t('calendar.fault.from', { day: least })}</div>}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-source`}>{t(bank ? 'calendar.reason' : 'calendar.source')}</label>
          <Input id={`${id}-source`} maxLength={1000} value={source} onChange={(event) => setSource(event.target.value)}
            placeholder={t(bank ? 'calendar.reasonHint' : 'calendar.sourceHint')} aria-invalid={tried && source.trim() === ''} />
          {tried && source.trim() === '' && <div className="field-error" role="alert">{t('common.required')}</div>}
        </div>
      </div>
      <fieldset className="cal-rows">
        <legend>{t(bank ? 'calendar.closedDays' : 'calendar.days')}</legend>
        {rows.map((row, n) => (
          <Row key={n} id={`${id}-row-${n}`} row={row} bank={bank} fault={tried ? faults[n] ?? null : null} year={year}
            set={(changes) => set(n, changes)} remove={() => setRows(rows.filter((_, at) => at !== n))} />
        ))}
        <div className="cal-acts"><Button id={`${id}-add`} onClick={() => setRows([...rows, EMPTY])}>{t('calendar.add')}</Button></div>
        {tried && none && <div className="field-error" role="alert">{t('problem.calendar_nothing_named')}</div>}
      </fieldset>
      <FormProblem error={propose.error} />
      <div className="cal-acts">
        <Button type="primary" htmlType="submit" loading={propose.isPending}>{t('calendar.send')}</Button>
        <Button onClick={close}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}

function Row({ id, row, bank, fault, year, set, remove }: {
  id: string; row: Run; bank: boolean; fault: Fault | null; year: number; set: (changes: Partial<Run>) => void; remove: () => void
}) {
  const { t } = useTranslation()
  return (
    <div className="cal-row" role="group" aria-label={row.name || t('calendar.newDays')}>
      <div className="zr-field">
        <label htmlFor={id}>{t('calendar.firstDay')}</label>
        <DayField id={id} value={row.from} from={`${year}-01-01`} upTo={`${year}-12-31`} invalid={fault !== null && fault !== 'name'}
          onChange={(from = '') => set({ from, to: row.to < from ? from : row.to })} />
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-to`}>{t('calendar.lastDay')}</label>
        <DayField id={`${id}-to`} value={row.to} from={row.from || `${year}-01-01`} upTo={`${year}-12-31`} onChange={(to = '') => set({ to })} />
      </div>
      {!bank && (
        <div className="zr-field">
          <label htmlFor={`${id}-kind`}>{t('calendar.counts')}</label>
          <Select id={`${id}-kind`} value={row.working} onChange={(working) => set({ working })}
            options={[{ value: false, label: t('calendar.off') }, { value: true, label: t('calendar.worked') }]} />
        </div>
      )}
      <div className="zr-field">
        <label htmlFor={`${id}-name`}>{t(bank ? 'calendar.why' : 'calendar.name')}</label>
        <Input id={`${id}-name`} value={row.name} maxLength={60} aria-invalid={fault === 'name'} onChange={(event) => set({ name: event.target.value })} />
      </div>
      <div><Button aria-label={t('calendar.removeNamed', { name: row.name || t('calendar.newDays') })} onClick={remove}>{t('calendar.remove')}</Button></div>
      {fault && <div className="field-error" role="alert">{t(`calendar.fault.${fault}`, { year })}</div>}
    </div>
  )
}
