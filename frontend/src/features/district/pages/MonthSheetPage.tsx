/** One month's sheet as it is signed, who stands for it, and by what today differs; prints as one paper. */
import { PrinterOutlined } from '@ant-design/icons'
import { Alert, Button, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import PrintedLines from '../components/PrintedLines'
import SheetLines from '../components/SheetLines'
import TargetFigure from '../components/TargetFigure'
import { saveSheetLines } from '../books'
import { EMPTY } from '../model'
import { allLines, MOST_PRINTED, type Sheet, type SheetFigures, type SheetLine, useMonthSheet, useReturnMonth, useSignOff } from '../months'
import { useCellName } from '../useCellName'

export default function MonthSheetPage() {
  const { t } = useTranslation()
  const { code = '', month = '' } = useParams()
  const asked = useMonthSheet(code, month)
  const [printed, setPrinted] = useState<SheetLine[] | null>(null)
  useEffect(() => {
    if (printed) window.print()
  }, [printed])
  const crumbs = [{ label: t('nav.d.months'), to: `/d/months?target=${code}` }, { label: month }]
  if (asked.isLoadingError) return <ErrorState error={asked.error} retry={() => void asked.refetch()} />
  const sheet = asked.data
  return (
    <>
      <PageHeader title={t('district.months.sheet_title', { month, name: sheet?.name ?? '…' })} sub={sheet?.quote} crumbs={crumbs}
        extra={sheet && <Actions sheet={sheet} onPrint={setPrinted} />} />
      {!sheet ? <Panel><SkeletonRows rows={10} /></Panel> : (
        <>
          <Persons sheet={sheet} />
          <Figures figures={sheet.figures} />
          <Breakdowns figures={sheet.figures} />
          <Panel flush title={t('district.months.lines')} sub={t('district.months.lines_sub', { n: sheet.lines })}
            extra={<span className="no-print"><ExportButton label={t('district.export_xlsx')} ask={() => saveSheetLines(code, month, 'sheet')} fileName={`${code}-${month}.xlsx`}
              long={{ list: 'sheet_lines', format: 'xlsx', filters: { code, month, part: 'sheet' } }} /></span>}>
            <div data-printed={printed ? 'all' : 'page'}>
              <div className="d-sheet-shown">
                <SheetLines sheet={sheet} part="sheet" empty={{ title: t('district.months.empty'), text: t('district.months.empty_text') }} />
              </div>
              <PrintedLines sheet={sheet} lines={printed} />
            </div>
          </Panel>
          {sheet.persons && <Differences sheet={sheet} />}
        </>
      )}
    </>
  )
}

function Actions({ sheet, onPrint }: { sheet: Sheet; onPrint: (lines: SheetLine[]) => void }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  /** What a page does not hold is fetched first; more than a paper takes stays in the workbook. */
  const print = async () => {
    if (sheet.lines > MOST_PRINTED) return window.print()
    setBusy(true)
    try {
      onPrint(await allLines(sheet.target, sheet.month))
    } catch {
      window.print()
    } finally {
      setBusy(false)
    }
  }
  const sign = useSignOff(sheet.target, sheet.month)
  const giveBack = useReturnMonth(sheet.target, sheet.month)
  const { unit, value, reached, deals, firms } = sheet.figures
  const which = sheet.persons ? 'sign_second' : 'sign_first'
  return (
    <>
      <Button icon={<PrinterOutlined aria-hidden />} loading={busy} onClick={() => void print()}>{t('district.months.print')}</Button>
      {sheet.allowed_actions.includes('return') && (
        <ConfirmAction label={t('district.months.return')} title={t('district.months.return')} text={t('district.months.return_text')} asks="reason"
          run={(reason) => giveBack.mutateAsync(reason)} />
      )}
      <ConfirmAction offered={sheet.allowed_actions.includes('sign-off')} label={t(`district.months.${which}`)} title={`${t(`district.months.${which}`)} · ${sheet.month}`} text={t(`district.months.${which}_text`)}
        button={{ type: 'primary' }} subject="month_sheet" run={() => sign.mutateAsync({ digest: sheet.digest, figures: { unit, value, reached, deals, firms } })} />
    </>
  )
}

function Persons({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation()
  const { persons } = sheet
  return (
    <Panel title={sheet.plan_name} extra={<StatusTag subject="month_sheet" state={sheet.state} />}>
      {sheet.state === 'running' && <p>{t('district.months.running', { date: sheet.ends_before })}</p>}
      <ul className="d-rows">
        <li>{persons ? t('district.months.first_by', { name: persons.prepared_by_name, when: formatDateTime(persons.prepared_at) }) : t('district.months.unsigned')}</li>
        {persons && (
          <li>{persons.decided_by_name && persons.decided_at
            ? t('district.months.second_by', { name: persons.decided_by_name, when: formatDateTime(persons.decided_at) })
            : t('district.months.no_second')}</li>
        )}
        {sheet.returned.map((each) => (
          <li key={each.decided_at} className="zr-sub">
            {t('district.months.returned_by', { name: each.decided_by_name, when: formatDateTime(each.decided_at ?? ''), reason: each.reason })}
          </li>
        ))}
      </ul>
      {persons && <p className="zr-sub d-digest">{t('district.months.digest')} <code>{sheet.digest}</code></p>}
    </Panel>
  )
}

function Figures({ figures }: { figures: SheetFigures }) {
  const { t } = useTranslation()
  const { unit } = figures
  return (
    <section className="zr-panel" aria-label={t('district.figures_of_month')}>
      <dl className="d-figures">
        <div>
          <dt>{t('district.months.value')}</dt>
          <dd>
            <TargetFigure unit={unit} value={figures.value} />
            {figures.deals !== null && (
              <span className="zr-sub d-block">{t('district.deals_n', { n: figures.deals })} · {t('district.firms_n', { n: figures.firms })}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('district.months.reached')}</dt>
          <dd>
            <TargetFigure unit={unit} value={unit === 'fen' ? figures.reached : figures.shown} />
            <span className="zr-sub num d-block">{figures.ratio}% {t('district.done')}</span>
          </dd>
        </div>
        <div>
          <dt>{t('district.target')}</dt>
          <dd>
            <TargetFigure unit={unit} value={unit === 'per_10000' ? String(figures.target) : figures.target} />
            {figures.status && figures.expected !== null && (
              <span className="zr-sub d-block">{t('district.expected')} <TargetFigure unit={unit} value={figures.expected} />{' '}<StatusTag subject="pace" state={figures.status} /></span>
            )}
            {figures.residents !== null && <span className="zr-sub num d-block">{t('district.stated.of_residents', { n: figures.residents.toLocaleString() })}</span>}
          </dd>
        </div>
      </dl>
      <p className="zr-sub d-sum-foot">
        {figures.rule_version === null
          ? t('district.months.method', { method: figures.method_version })
          : t('district.months.rule', { rule: figures.rule_version, method: figures.method_version })}
      </p>
    </section>
  )
}

function Breakdowns({ figures }: { figures: SheetFigures }) {
  const { t } = useTranslation()
  const nameOf = useCellName()
  if (figures.by_bank.length === 0) return null
  return (
    <div className="d-lists">
      {(['bank', 'industry', 'street'] as const).map((way) => (
        <Panel key={way} title={t(`district.months.by_${way}`)}>
          <div className="zr-chart-table">
            <table>
              <tbody>
                {figures[`by_${way}`].map((cell) => (
                  <tr key={cell.key}>
                    <td>{nameOf(way, cell.key)}</td>
                    <td className="num">{t('district.deals_n', { n: cell.deals })}</td>
                    <td><TargetFigure unit="fen" value={cell.amount_fen} /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Panel>
      ))}
    </div>
  )
}

function Differences({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation()
  const { state, set } = useListState(EMPTY)
  const { figures, live } = sheet
  const part = state.part === 'gone' ? 'gone' : 'added'
  const same = figures.value === live.value && figures.reached === live.reached && sheet.added + sheet.gone === 0
  if (same) return <Panel title={t('district.months.differences')}><p>{t('district.months.same')}</p></Panel>
  return (
    <>
      {sheet.state === 'waiting' && <Alert type="warning" showIcon title={t('district.months.moved_waiting')} />}
      <Panel flush title={t('district.months.differences')} sub={t('district.months.differences_sub')}>
        <div className="zr-chart-table d-differences" tabIndex={0} role="region" aria-label={t('district.months.differences')}>
          <table>
            <thead>
              <tr><th scope="col">{t('district.months.month')}</th><th scope="col">{t('district.months.as_signed')}</th><th scope="col">{t('district.months.today')}</th><th scope="col">{t('district.months.difference')}</th></tr>
            </thead>
            <tbody>
              {(['value', 'reached'] as const).map((row) => (
                <tr key={row}>
                  <td>{t(`district.months.${row}`)}</td>
                  <td><TargetFigure unit={figures.unit} value={figures[row]} /></td>
                  <td><TargetFigure unit={figures.unit} value={live[row]} /></td>
                  <td><TargetFigure unit={figures.unit} value={live[row] - figures[row]} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {sheet.added + sheet.gone > 0 && (
          <>
            <div className="zr-filters d-part">
              <Segmented aria-label={t('district.months.part')} value={part} onChange={(chosen) => set({ part: chosen === 'gone' ? chosen : undefined, changed: undefined })}
                options={(['added', 'gone'] as const).map((value) => ({ value, label: t(`district.months.${value}`, { n: sheet[value] }) }))} />
            </div>
            <SheetLines key={part} sheet={sheet} part={part} empty={{ title: t('district.months.none_of_part'), text: t('district.months.none_of_part_text') }} />
          </>
        )}
      </Panel>
    </>
  )
}
