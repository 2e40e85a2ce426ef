/** The next version of a table, typed or by workbook; it is read by nobody before another person publishes it. */
import { Button, Input } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../api/problem'
import { DayField } from '../../../ui/DayField'
import ExportButton from '../../../ui/ExportButton'
import FileField from '../../../ui/FileField'
import FormProblem from '../../../ui/FormProblem'
import { type Cells, cellsOf, type Fault, faultOf, faultsOf, type Row, rowOf } from '../model'
import { sheetOf, type Table, usePropose, useReading } from '../queries'
import Editor, { EDITED } from './Editor'
import Refused from './Refused'

export default function ProposeForm({ table, known, close }: { table: Table; known: readonly Row[]; close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const { columns, first_day: first } = table
  const propose = usePropose()
  const reading = useReading(table.table)
  const [from, setFrom] = useState<string | undefined>(first)
  const [source, setSource] = useState('')
  const [rows, setRows] = useState<Cells[]>(() => known.map((row) => cellsOf(columns, row)))
  const [tried, setTried] = useState(false)
  const [page, setPage] = useState(1)
  const early = !from || from < first
  const typed: Fault[] = rows.flatMap((row, n) => columns.flatMap((column) => {
    const fault = faultOf(column, row[column.name])
    return fault ? [{ row: n + 1, column: column.name, heading: column.heading, why: t(`reference.fault.${fault}`) }] : []
  }))
  const refused = propose.error ? faultsOf(asProblem(propose.error)) : []
  const read = reading.error ? faultsOf(asProblem(reading.error)) : []
  const change = (next: Cells[]) => {
    setRows(next)
    propose.reset()
  }
  const show = (fault: Fault | undefined) => {
    if (!fault) return
    setPage(Math.ceil(fault.row / EDITED))
    const place = `${id}-${fault.row - 1}-${fault.column ?? columns[0]?.name ?? ''}`
    setTimeout(() => document.getElementById(place)?.focus())
  }
  const take = (file: File | null) => {
    if (file) reading.mutate(file, { onSuccess: (found) => {
      change(found.rows.map((row) => cellsOf(columns, row)))
      setPage(1)
    } })
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (early || source.trim() === '') {
      document.getElementById(`${id}-${early ? 'from' : 'source'}`)?.focus()
      return
    }
    if (typed.length > 0) {
      show(typed[0])
      return
    }
    propose.mutate(
      { table: table.table, valid_from: from, source: source.trim(), rows: rows.map((row) => rowOf(columns, row)) },
      { onSuccess: close, onError: (error) => show(faultsOf(asProblem(error))[0]) },
    )
  }
  return (
    <form className="zr-form ref-form" onSubmit={send} noValidate aria-label={t('reference.propose')}>
      <div className="ref-head">
        <div className="zr-field">
          <label htmlFor={`${id}-from`}>{t('reference.from')}</label>
          <DayField id={`${id}-from`} value={from ?? ''} onChange={setFrom} from={first} invalid={early} />
          {early && <div className="field-error" role="alert">{t('reference.fault.from', { day: first })}</div>}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-source`}>{t('reference.source')}</label>
          <Input id={`${id}-source`} maxLength={1000} value={source} onChange={(event) => setSource(event.target.value)}
            placeholder={t('reference.sourceHint')} aria-invalid={tried && source.trim() === ''} />
          {tried && source.trim() === '' && <div className="field-error" role="alert">{t('common.required')}</div>}
        </div>
      </div>
      <div className="ref-book">
        <span>{t('reference.book')}</span>
        {table.in_force && <ExportButton ask={() => sheetOf(table.in_force?.id ?? '')} fileName={`${table.title}-v${table.in_force.version}.xlsx`} label={t('reference.getBook')} />}
        <FileField id={`${id}-file`} label={t('reference.fillBook')} onChoose={take} />
        {reading.isSuccess && <span role="status">{t('reference.readRows', { n: reading.data.rows.length })}</span>}
      </div>
      {read.length > 0 ? <Refused title={t('reference.bookRefused')} faults={read} /> : <FormProblem error={reading.error} />}
      <Editor id={id} columns={columns} rows={rows} faults={tried && typed.length > 0 ? typed : refused} page={page} go={setPage} set={change} />
      {refused.length > 0 ? <Refused title={t('problem.reference_rows_refused')} faults={refused} /> : <FormProblem error={propose.error} />}
      <div className="ref-acts">
        <Button type="primary" htmlType="submit" loading={propose.isPending}>{t('reference.send')}</Button>
        <Button onClick={close}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}
