import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Apart, OF_APART, offeredNumber, type ImportRow, type ImportRun } from '../model'
import { useAddAssets, useDeclareRight, useImportRows } from '../queries'
import OtherRightFields, { bodyOf, missingOf, type OtherDraft } from './OtherRightFields'

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

/** A row of a right that is no patent: what could be read of it is corrected and stated on the spot. */
function RefusedStatement({ row, kind }: { row: ImportRow; kind: Apart }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [tried, setTried] = useState(false)
  const [draft, setDraft] = useState<OtherDraft>(() => draftOf(row))
  const send = useDeclareRight()
  const missing = missingOf(kind, draft, t)
  const prefix = `pf-fix-${row.line}`
  const field = {
    registration_no: t(`portfolio.other.number.${kind}`),
    title: t(`portfolio.other.name.${kind}`),
  }[row.field ?? '']
  const named =
    field ?? (row.field === null ? t('portfolio.field.row') : t(`portfolio.other.fact.${row.field}`))
  const submit = () => {
    setTried(true)
    if (missing.length === 0) send.mutate(bodyOf(kind, draft))
  }
  return (
    <li className="pf-refused-row">
      <div className="pf-refused-head">
        <span className="muted">{t('portfolio.import.refused.line', { n: row.line, field: named })}</span>
        <span aria-live="polite">
          <Mark tone={send.isSuccess ? 'success' : 'warning'}>
            {t(send.isSuccess ? 'portfolio.import.refused.corrected' : 'portfolio.import.refused.not')}
          </Mark>
        </span>
      </div>
      {send.isSuccess ? (
        <p className="pf-taken">
          {t('portfolio.other.done', { title: send.data.title, label: send.data.label })}{' '}
          <Link to={`/e/ip/${send.data.id}`}>{t('portfolio.other.open')}</Link>
        </p>
      ) : (
        <>
          <code>{row.value === '' || row.value === null ? t('portfolio.import.refused.empty') : row.value}</code>
          <p className="pf-refused-why">
            {row.reason}
            {' · '}
            {t('portfolio.import.refused.would', { value: row.would_pass })}
          </p>
          {!open && (
            <Button size="small" onClick={() => setOpen(true)} aria-label={t('portfolio.import.refused.correct_line', { n: row.line })}>
              {t('portfolio.import.refused.correct')}
            </Button>
          )}
        </>
      )}
      {open && !send.isSuccess && (
        <form
          aria-label={t('portfolio.import.refused.correct_line', { n: row.line })}
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <OtherRightFields kind={kind} draft={draft} tried={tried} prefix={prefix} onChange={setDraft} />
          <div role="alert" className="field-error">
            {tried && missing.length > 0 && t('portfolio.other.needed', { names: missing.join(t('common.sep')) })}
          </div>
          {send.isError && <FormProblem error={send.error} />}
          <div className="pf-actions">
            <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>{' '}
            <Button type="primary" htmlType="submit" loading={send.isPending}>{t('portfolio.other.submit')}</Button>
          </div>
        </form>
      )}
    </li>
  )
}

/** What could be read of a refused row; the fields that could not are empty. */
function draftOf(row: ImportRow): OtherDraft {
  const { registration_no: number, title, ...facts } = row.stated ?? {}
  return { number: typeof number === 'string' ? number : '', title: typeof title === 'string' ? title : '', facts }
}
