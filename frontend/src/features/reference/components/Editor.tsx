/** The rows of the next version, cell by cell; what was refused stands under its cell. */
import { Button, Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayField } from '../../../ui/DayField'
import { type Cells, emptyCells, type Fault, isNumeric } from '../model'
import type { Column } from '../queries'
import { Pages } from './RowsTable'

export const EDITED = 25
/** Between the items of a list: commas of both languages. */
const SEPARATORS = [',', '\uff0c', '\u3001', ' ']

interface Props {
  id: string
  columns: readonly Column[]
  rows: readonly Cells[]
  faults: readonly Fault[]
  page: number
  go: (page: number) => void
  set: (rows: Cells[]) => void
}

export default function Editor({ id, columns, rows, faults, page, go, set }: Props) {
  const { t } = useTranslation()
  const last = Math.max(1, Math.ceil(rows.length / EDITED))
  const at = Math.min(page, last)
  const from = (at - 1) * EDITED
  const put = (n: number, changes: Cells) => set(rows.map((row, place) => (place === n ? { ...row, ...changes } : row)))
  const add = () => {
    set([...rows, emptyCells(columns)])
    go(Math.ceil((rows.length + 1) / EDITED))
  }
  return (
    <fieldset className="ref-rows">
      <legend>{t('reference.rows')}</legend>
      {rows.slice(from, from + EDITED).map((row, place) => {
        const n = from + place
        const own = faults.filter((fault) => fault.row === n + 1)
        const rest = own.filter((fault) => !columns.some(({ name }) => name === fault.column))
        return (
          <div key={n} className="ref-row" role="group" aria-label={t('reference.rowN', { n: n + 1 })}>
            <span className="zr-sub num ref-n">{n + 1}</span>
            {columns.map((column) => (
              <Cell key={column.name} id={`${id}-${n}-${column.name}`} column={column} value={row[column.name] ?? ''}
                fault={own.find((fault) => fault.column === column.name)} set={(value) => put(n, { [column.name]: value })} />
            ))}
            <div className="ref-remove">
              <Button aria-label={t('reference.removeN', { n: n + 1 })} onClick={() => set(rows.filter((_, other) => other !== n))}>{t('reference.remove')}</Button>
            </div>
            {rest.map((fault) => <div key={fault.why} className="field-error ref-wide" role="alert">{fault.why}</div>)}
          </div>
        )
      })}
      {last > 1 && <Pages count={rows.length} size={EDITED} page={at} go={go} />}
      <div className="ref-acts"><Button onClick={add}>{t('reference.add')}</Button></div>
    </fieldset>
  )
}

interface CellProps {
  id: string
  column: Column
  value: Cells[string]
  fault: Fault | undefined
  set: (value: Cells[string]) => void
}

function Cell({ id, column, value, fault, set }: CellProps) {
  const wide = column.shape === 'text' || column.shape === 'list'
  return (
    <div className={`zr-field${wide ? ' ref-text' : ''}`}>
      <label htmlFor={id}>{column.heading}</label>
      <Typed id={id} column={column} value={value} invalid={fault !== undefined} set={set} />
      {fault && <div className="field-error" role="alert">{fault.why}</div>}
    </div>
  )
}

function Typed({ id, column, value, invalid, set }: { id: string; column: Column; value: Cells[string]; invalid: boolean; set: (value: Cells[string]) => void }) {
  const { t } = useTranslation()
  const status = invalid ? { status: 'error' as const } : {}
  const options = column.choices.map(({ code, label }) => ({ value: code, label }))
  if (typeof value === 'boolean') return <Checkbox id={id} checked={value} onChange={(event) => set(event.target.checked)}>{t('reference.yes')}</Checkbox>
  if (typeof value !== 'string') return <Select id={id} mode={options.length > 0 ? 'multiple' : 'tags'} value={value} options={options} onChange={set} tokenSeparators={SEPARATORS} {...status} />
  if (column.shape === 'day') return <DayField id={id} value={value} invalid={invalid} onChange={(day = '') => set(day)} />
  if (column.shape === 'choice') return <Select id={id} showSearch optionFilterProp="label" value={value || null} options={options} onChange={set} {...status} />
  if (column.shape === 'text') {
    return <Input.TextArea id={id} autoSize={{ minRows: 1, maxRows: 6 }} value={value} aria-invalid={invalid} onChange={(event) => set(event.target.value)} {...status} />
  }
  return (
    <Input id={id} className={isNumeric(column) ? 'num' : ''} inputMode="decimal" value={value} aria-invalid={invalid} onChange={(event) => set(event.target.value)} {...status} />
  )
}
