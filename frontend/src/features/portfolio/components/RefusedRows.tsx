import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Apart, OF_APART, offeredNumber, type ImportRow, type ImportRun } from '../model'
import { useAddAssets, useImportRows } from '../queries'

/** What was refused: field, value, reason, what would pass; a number is corrected on the spot. */
export default function RefusedRows({ run }: { run: ImportRun }) {
  const { t } = useTranslation()
  const rows = useImportRows(run.id, 'refused', run.rows_refused > 0)
  const kind = OF_APART[run.format ?? '']
  const items = rows.data?.pages.flatMap((page) => page.items) ?? []
  if (run.rows_refused === 0)
    return (
      <Panel title={t('portfolio.import.refused.none')}>
        <p className="muted">{t('portfolio.import.refused.noneText')}</p>
      </Panel>
    )
  return (
    <Panel
      flush
      title={t('portfolio.import.refused.title', { n: run.rows_refused })}
      sub={t(kind === undefined ? 'portfolio.import.refused.sub' : 'portfolio.import.refused.again')}
    >
      {rows.isPending && <SkeletonRows rows={3} />}
      {rows.isLoadingError && <ErrorState error={rows.error} retry={() => void rows.refetch()} />}
      <ul className="pf-refused">
        {items.map((row) =>
          kind === undefined ? (
            <RefusedRow key={row.line} row={row} />
          ) : (
            <RefusedStatement key={row.line} row={row} kind={kind} />
          ),
        )}
      </ul>
      {rows.hasNextPage && (
        <div className="pf-more">
          <Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
            {t('portfolio.import.refused.more')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function RefusedRow({ row }: { row: ImportRow }) {
  const { t } = useTranslation()
  const [value, setValue] = useState(row.value ?? '')
  const add = useAddAssets()
  const offered = offeredNumber(row)
  const result = add.data
  const again = result?.refused[0]
  const done = result !== undefined && again === undefined
  const field = t(`portfolio.field.${row.field ?? 'row'}`, { defaultValue: row.field ?? '' })
  const inputId = `pf-fix-${row.line}`
  const refused = again ?? row
  const send = (number: string) => {
    setValue(number)
    add.mutate({ numbers: [number] })
  }
  const stateText = done
    ? t(
        result.items.length > 0
          ? 'portfolio.import.refused.done'
          : 'portfolio.import.refused.held',
      )
    : t('portfolio.import.refused.not')

  return (
    <li className="pf-refused-row">
      <div className="pf-refused-head">
        <label htmlFor={inputId} className="muted">
          {t('portfolio.import.refused.line', { n: row.line, field })}
        </label>
        <span aria-live="polite">
          <Mark tone={done ? 'success' : 'warning'}>{stateText}</Mark>
        </span>
      </div>
      {!done && (
        <div className="pf-refused-fix">
          <Input
            id={inputId}
            status="warning"
            value={value}
            placeholder={t('portfolio.import.refused.empty')}
            onChange={(event) => setValue(event.target.value)}
            onPressEnter={() => send(value.trim())}
            aria-describedby={`${inputId}-why`}
          />
          {offered !== null && offered !== value ? (
            <Button loading={add.isPending} onClick={() => send(offered)}>
              {t('portfolio.import.refused.take', { value: offered })}
            </Button>
          ) : (
            <Button
              loading={add.isPending}
              onClick={() => value.trim() !== '' && send(value.trim())}
            >
              {t('portfolio.import.refused.fix')}
            </Button>
          )}
        </div>
      )}
      {!done && (
        <p id={`${inputId}-why`} className="pf-refused-why">
          {refused.reason}
          {' · '}
          {t('portfolio.import.refused.would', { value: refused.would_pass })}
        </p>
      )}
      {add.isError && <FormProblem error={add.error} />}
    </li>
  )
}

/** A row of a right that is no patent: it takes more than its number to state it again. */
function RefusedStatement({ row, kind }: { row: ImportRow; kind: Apart }) {
  const { t } = useTranslation()
  const field = {
    registration_no: t(`portfolio.other.number.${kind}`),
    title: t(`portfolio.other.name.${kind}`),
  }[row.field ?? '']
  const named =
    field ?? (row.field === null ? t('portfolio.field.row') : t(`portfolio.other.fact.${row.field}`))
  return (
    <li className="pf-refused-row">
      <div className="pf-refused-head">
        <span className="muted">{t('portfolio.import.refused.line', { n: row.line, field: named })}</span>
        <Mark tone="warning">{t('portfolio.import.refused.not')}</Mark>
      </div>
      <code>{row.value === '' || row.value === null ? t('portfolio.import.refused.empty') : row.value}</code>
      <p className="pf-refused-why">
        {row.reason}
        {' · '}
        {t('portfolio.import.refused.would', { value: row.would_pass })}
      </p>
    </li>
  )
}
