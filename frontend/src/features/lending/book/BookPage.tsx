/** `/b/book`: exposure on a day, divided, down to the cases. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button, Segmented, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useDivisionName } from '../../../api/divisions'
import { today } from '../../../lib/dates'
import { formatBp } from '../../../lib/fen'
import { useMoney } from '../../../lib/useMoney'
import { useNarrow } from '../../../lib/useNarrow'
import Chart from '../../../ui/Chart'
import { DayField } from '../../../ui/DayField'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import { type BookCase, BYS, type By, exportBook, type Group, useBook, useBookCases } from './queries'
import './book.css'

/** As many bars as one reads; the rest is in the table. */
const BARS = 12

export default function BookPage() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const by = BYS.find((each) => each === params.get('by')) ?? 'firm'
  const on = params.get('on') ?? undefined
  const key = params.get('key') ?? undefined
  const book = useBook(by, on)
  const set = (changed: Record<string, string | undefined>) => {
    const next = new URLSearchParams(params)
    next.delete('cursor')
    for (const [name, value] of Object.entries(changed)) {
      if (value === undefined) next.delete(name)
      else next.set(name, value)
    }
    setParams(next)
  }
  return (
    <>
      <PageHeader title={t('book.title')} sub={t('book.sub')} extra={
        <div className="bk-acts no-print">
          <ExportButton fileName={t('book.file', { date: on ?? today() })} ask={() => exportBook(on)}
            long={{ list: 'loan_book', format: 'xlsx', filters: { on } }} />
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('book.print')}</Button>
        </div>
      } />
      <div className="bk-filters no-print">
        <By value={by} onChange={(value) => set({ by: value, key: undefined })} />
        <div className="bk-day"><DayField label={t('book.on')} value={on} upTo={today()} onChange={(day) => set({ on: day })} /></div>
        <span className="zr-sub">{t('book.on_help')}</span>
      </div>
      {book.isPending && <SkeletonRows rows={8} />}
      {book.isLoadingError && <ErrorState error={book.error} retry={() => void book.refetch()} />}
      {book.data !== undefined && (
        <div className="bk-stack" aria-busy={book.isFetching}>
          <Figures {...book.data} />
          {book.data.cases === 0 ? <EmptyState title={t('book.empty')} text={t('book.empty_text')} /> : (
            <>
              <Groups groups={book.data.groups} by={by} chosen={key} onChoose={(value) => set({ key: value })} />
              <Cases by={by} on={on} chosen={book.data.groups.find((each) => each.key === key)} onClear={() => set({ key: undefined })} />
            </>
          )}
        </div>
      )}
    </>
  )
}

/** Somebody has to look at it. */
const isOpen = (row: BookCase) => row.alert === 'above_limit' || row.alert === 'within_limit'

function By({ value, onChange }: { value: By; onChange: (by: By) => void }) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const options = BYS.map((each) => ({ value: each, label: t(`book.by.${each}`) }))
  return narrow
    ? <Select<By> aria-label={t('book.divide')} value={value} options={options} onChange={onChange} style={{ width: '100%' }} />
    : <Segmented<By> aria-label={t('book.divide')} value={value} options={options} onChange={onChange} />
}

function Figures({ on, cases, committed_fen, drawn_fen, exposure_fen }: { on: string; cases: number; committed_fen: number; drawn_fen: number; exposure_fen: number }) {
  const { t } = useTranslation()
  const money = useMoney()
  const figures = [
    ['exposure', money(exposure_fen)], ['drawn', money(drawn_fen)], ['committed', money(committed_fen)], ['cases', String(cases)],
  ] as const
  return (
    <section aria-label={t('book.figures', { date: on })}>
      <p className="zr-sub">{t('book.figures', { date: on })}</p>
      <dl className="bk-figures">
        {figures.map(([name, value]) => <div key={name}><dt>{t(`book.${name}`)}</dt><dd className="num">{value}</dd></div>)}
      </dl>
    </section>
  )
}

/** The words of a group: its own name, or those of a closed list. */
function useLabel(by: By) {
  const { t } = useTranslation()
  const division = useDivisionName()
  return (group: Group) => {
    if (group.label !== null) return group.label
    if (group.key === 'not_stated') return t('book.not_stated')
    if (by === 'industry') return t(`bank.sector.${group.key}`, { defaultValue: group.key })
    if (by === 'right_kind') return group.key === 'several' ? t('book.several') : t(`bank.kind.${group.key}`, { defaultValue: group.key })
    if (by === 'division') return division(group.key)
    if (by === 'maturity') return t(`book.maturity.${group.key}`)
    if (by === 'alert') return t(`book.alert.${group.key}`)
    return by === 'state' ? t(`status.loan_application.${group.key}`) : group.key
  }
}

function Groups({ groups, by, chosen, onChoose }: { groups: readonly Group[]; by: By; chosen: string | undefined; onChoose: (key: string) => void }) {
  const { t } = useTranslation()
  const money = useMoney()
  const label = useLabel(by)
  const shown = groups.slice(0, BARS)
  const names = shown.map(label).join('|')
  const option = useMemo(() => ({
    legend: { top: 0, right: 16 },
    grid: { left: 28, right: 24, top: 32, bottom: 8, containLabel: true },
    tooltip: { trigger: 'axis' as const, valueFormatter: (value: unknown) => money(Number(value)) },
    xAxis: { type: 'value' as const, axisLabel: { hideOverlap: true, formatter: (value: number) => money(value) }, splitNumber: 3 },
    yAxis: { type: 'category' as const, inverse: true, data: names.split('|'), axisLabel: { width: 190, overflow: 'truncate' as const } },
    series: [
      { type: 'bar' as const, stack: 'all', name: t('book.drawn'), data: shown.map((each) => each.drawn_fen), barMaxWidth: 22 },
      { type: 'bar' as const, stack: 'all', name: t('book.committed'), data: shown.map((each) => each.committed_fen), barMaxWidth: 22 },
    ],
  }), [shown, names, money, t])
  const title = t('book.divided', { by: t(`book.by.${by}`).toLowerCase() })
  const columns = [t(`book.by.${by}`), t('book.cases'), t('book.drawn'), t('book.committed'), t('book.exposure'), t('book.share')]
  const rows = groups.map((each) => [label(each), each.cases, money(each.drawn_fen), money(each.committed_fen), money(each.exposure_fen), formatBp(each.share_bp)])
  return (
    <Panel title={title}>
      <Chart label={title} option={option} height={Math.max(120, shown.length * 36 + 64)} columns={columns} rows={rows} />
      <ul className="bk-groups">
        {groups.map((each) => (
          <li key={each.key} data-on={each.key === chosen}>
            <Button type="link" size="small" aria-pressed={each.key === chosen} onClick={() => onChoose(each.key)}>{label(each)}</Button>
            <span className="num">{t('book.n', { n: each.cases })}</span>
            <span className="num">{money(each.exposure_fen)}</span>
            <span className="num">{formatBp(each.share_bp)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Cases({ by, on, chosen, onClear }: { by: By; on: string | undefined; chosen: Group | undefined; onClear: () => void }) {
  const { t } = useTranslation()
  const money = useMoney()
  const label = useLabel(by)
  const [params] = useSearchParams()
  const asked = useBookCases({ by, on, ...(chosen ? { key: chosen.key } : {}), cursor: params.get('cursor') ?? undefined })
  const link = (row: BookCase) => <Link to={`/b/queue/${row.id}`}>{row.firm_name}</Link>
  const kinds = (row: BookCase) => row.right_kinds.map((each) => t(`bank.kind.${each}`, { defaultValue: each })).join(t('common.sep'))
  return (
    <Panel flush title={chosen === undefined ? t('book.all_cases') : t('book.cases_of', { name: label(chosen) })}
      extra={chosen !== undefined && <Button size="small" className="no-print" onClick={onClear}>{t('book.show_all')}</Button>}>
      <Listing<BookCase> asked={asked} keyOf={(row) => row.id} rows={6} empty={{ title: t('book.empty'), text: t('book.empty_text') }}
        columns={[
          { title: t('book.col.number'), key: 'number', width: 140, render: (_, row) => <span className="num">{row.number}</span> },
          { title: t('book.by.firm'), key: 'firm', render: (_, row) => link(row) },
          { title: t('book.by.product'), key: 'product', dataIndex: 'product_name' },
          { title: t('book.by.right_kind'), key: 'kinds', render: (_, row) => kinds(row) },
          { title: t('book.by.state'), key: 'state', width: 110, render: (_, row) => <StatusTag subject="loan_application" state={row.state} /> },
          { title: t('book.by.alert'), key: 'alert', width: 150, render: (_, row) => t(`book.alert.${row.alert}`) },
          { title: t('book.exposure'), key: 'amount', align: 'right', width: 130, render: (_, row) => <span className="num">{money(row.exposure_fen)}</span> },
          { title: t('book.col.matures'), key: 'matures', width: 110, render: (_, row) => <span className="num">{row.matures_on ?? '—'}</span> },
        ]}
        card={(row) => <><span>{link(row)} <StatusTag subject="loan_application" state={row.state} /></span><p className="num">{row.number} · {money(row.exposure_fen)}{row.matures_on && ` · ${row.matures_on}`}</p>{isOpen(row) && <p>{t('book.by.alert')} · {t(`book.alert.${row.alert}`)}</p>}</>} />
    </Panel>
  )
}
