/** `/print/:list`: a list on paper, as it is filtered: what was asked for, then every row as its workbook has it. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams, useSearchParams } from 'react-router'
import { asProblem } from '../../../api/problem'
import type { components } from '../../../api/schema'
import { formatDateTime } from '../../../lib/dates'
import { HOME, useMe } from '../../../lib/permissions'
import { countText } from '../../../lib/size'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import { useSheet } from '../../../ui/exporting'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import './print.css'

type Sheet = components['schemas']['SheetOut']

/** So many columns stand side by side on a sheet of A4, and no heading breaks within a word. */
const MOST_COLUMNS = 12
/** Where there are more, each record takes several lines of up to so many cells: an account number fits in one. */
const CELLS_A_LINE = 10

/** No line breaks within a day or a month; before the time of a day it may. */
const DAY = /^(\d{4}-\d{2}(?:-\d{2})?)( \d{2}:\d{2}:\d{2})?$/
/** A digest, which no narrow column holds in one line. */
const DIGEST = /^[0-9a-f]{64}$/

export default function PrintPage() {
  const { t } = useTranslation()
  const { list = '' } = useParams()
  const [query] = useSearchParams()
  const me = useMe()
  const { state } = useLocation() as { state: { from?: string } | null }
  const from = state?.from ?? HOME[me.organisation.kind]
  const asked = useSheet(list, query)
  const sheet = asked.data
  const title = t(`exports.list.${list}`, { defaultValue: sheet?.title ?? t('exports.print.title') })
  return (
    <div className="ex-sheet">
      <PageHeader title={title} sub={[me.organisation.name, sheet && t('exports.print.read_at', { at: formatDateTime(sheet.read_at) })].filter(Boolean).join(' · ')}
        crumbs={[{ label: t('common.back'), to: from }, { label: t('common.print') }]}
        extra={sheet && sheet.rows.length > 0 && <Button type="primary" icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('common.print')}</Button>} />
      {asked.isPending && <Panel><SkeletonRows rows={12} /></Panel>}
      {asked.isLoadingError && <Refused error={asked.error} retry={() => void asked.refetch()} from={from} />}
      {sheet && <Asked sheet={sheet} />}
      {sheet && sheet.rows.length === 0 && (
        <EmptyState title={t('exports.print.none')} text={t('exports.print.noneText')} action={<Link to={from}>{t('common.back')}</Link>} />
      )}
      {sheet && sheet.rows.length > 0 && (
        <>
          <Rows sheet={sheet} name={title} />
          <p className="zr-sub">{t('exports.print.foot')}</p>
        </>
      )}
    </div>
  )
}

/** A list that is too long is no failure: it is narrowed or exported where the reader comes from. */
function Refused({ error, retry, from }: { error: unknown; retry: () => void; from: string }) {
  const { t } = useTranslation()
  const { code, facts } = asProblem(error)
  if (code !== 'export_too_long_to_print') return <ErrorState error={error} retry={retry} />
  const said = { rows: countText(Number(facts.rows)), limit: countText(Number(facts.limit)) }
  return (
    <div role="alert">
      <EmptyState title={t('exports.print.tooLong', said)} text={t('exports.print.tooLongText', said)} action={<Link to={from}>{t('common.back')}</Link>} />
    </div>
  )
}

/** What the list was narrowed to, and what it comes to. */
function Asked({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation()
  const lines = [...sheet.cover.filter((each) => each.value), { name: t('exports.print.rows'), value: countText(sheet.rows.length) }]
  return (
    <section aria-label={t('exports.print.asked')}>
      <dl className="zr-facts">
        {lines.map(({ name, value }) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
    </section>
  )
}

function Cell({ text }: { text: string }) {
  if (DIGEST.test(text)) return <span className="ex-digest">{text}</span>
  const [, day, time] = DAY.exec(text) ?? []
  return day ? <span><span className="ex-day">{day}</span>{time}</span> : text
}

function Rows({ sheet, name }: { sheet: Sheet; name: string }) {
  const count = sheet.columns.length
  const lines = count > MOST_COLUMNS ? Math.ceil(count / CELLS_A_LINE) : undefined
  const cells = lines ? { '--ex-cells': Math.ceil(count / lines) } as CSSProperties : undefined
  return (
    <Panel flush>
      <div className="zr-scroll" tabIndex={0} role="region" aria-label={name}>
        <table className="ex-rows zr-table-cards" data-lines={lines} style={cells}>
          <thead><tr>{sheet.columns.map((each, place) => <th key={place} scope="col" data-numeric={each.is_numeric}>{each.heading}</th>)}</tr></thead>
          <tbody>
            {sheet.rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, place) => (
                  <td key={place} data-label={sheet.columns[place]?.heading} data-numeric={sheet.columns[place]?.is_numeric}><Cell text={cell} /></td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
