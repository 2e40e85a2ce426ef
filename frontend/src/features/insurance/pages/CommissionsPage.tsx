/** `/i/commissions`: what the insurer pays its broker of each line's premium, as filed; dated rows, none of which changes. */
import { Button, Input, InputNumber, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, today } from '../../../lib/dates'
import { formatBp } from '../../../lib/fen'
import { useMay } from '../../../lib/permissions'
import { DayField } from '../../../ui/DayField'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import ModeBanner from '../../../ui/cover/ModeBanner'
import '../insurance.css'
import { type Standing, standingIn } from '../model/dated'
import { type Commission, type Line, LINES, useCommissions, useStateCommission } from '../queries'

const TONES: Record<Standing, 'success' | 'info' | 'neutral'> = { now: 'success', later: 'info', past: 'neutral' }
const COLUMNS = ['line', 'from', 'standing', 'rate', 'filing', 'by'] as const

export default function CommissionsPage() {
  const { t } = useTranslation()
  const may = useMay('publish_tariffs')
  const asked = useCommissions()
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('insurance.commissions.title')} sub={t('insurance.commissions.sub')} />
      <div className="zi-stack">
        {may && <Panel title={t('insurance.commissions.next')} sub={t('insurance.dated.kept')}><CommissionForm /></Panel>}
        <Panel flush title={t('insurance.dated.history')}>
          {asked.isPending && <SkeletonRows rows={5} />}
          {asked.isLoadingError && <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />}
          {asked.data?.length === 0 && <EmptyState title={t('insurance.commissions.empty')} text={t('insurance.commissions.empty_text')} />}
          {asked.data && asked.data.length > 0 && <History rows={asked.data} />}
        </Panel>
      </div>
    </>
  )
}

function History({ rows }: { rows: readonly Commission[] }) {
  const { t } = useTranslation()
  const label = (column: (typeof COLUMNS)[number]) => t(column === 'from' || column === 'standing' || column === 'by' ? `insurance.dated.${column}` : `insurance.commissions.${column}`)
  const ofLine = (line: Line) => rows.filter((row) => row.line === line)
  return (
    <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('insurance.dated.history')}>
      <table className="zi-table zr-table-cards">
        <thead><tr>{COLUMNS.map((each) => <th key={each} scope="col">{label(each)}</th>)}</tr></thead>
        <tbody>
          {LINES.flatMap(ofLine).map((row) => {
            const standing = standingIn(row, ofLine(row.line), today())
            return (
              <tr key={`${row.line}-${row.from_on}`}>
                <td data-label={label('line')}>{t(`insurance.line.${row.line}`)}</td>
                <td data-label={label('from')} className="num">{formatDate(row.from_on)}</td>
                <td data-label={label('standing')}><Mark tone={TONES[standing]}>{t(`insurance.dated.${standing}`)}</Mark></td>
                <td data-label={label('rate')} className="num">{formatBp(row.rate_bp)}</td>
                <td data-label={label('filing')}>{row.filing_number}</td>
                <td data-label={label('by')}>{row.stated_by}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

const BP = 100
const MOST_PERCENT = 30

function CommissionForm() {
  const { t } = useTranslation()
  const id = useId()
  const send = useStateCommission()
  const [line, setLine] = useState<Line>(LINES[0])
  const [percent, setPercent] = useState<number | null>(null)
  const [filing, setFiling] = useState('')
  const [day, setDay] = useState<string | undefined>(today())
  const [tried, setTried] = useState(false)
  const submit = () => {
    setTried(true)
    if (!day || percent === null || filing.trim() === '') return
    send.mutate({ line, rate_bp: Math.round(percent * BP), filing_number: filing.trim(), from_on: day }, { onSuccess: () => { setPercent(null); setFiling(''); setTried(false) } })
  }
  const required = (missing: boolean) => tried && missing && <div className="field-error" role="alert">{t('common.required')}</div>
  return (
    <form className="zi-stack" onSubmit={(event) => { event.preventDefault(); submit() }}>
      <div className="zi-grid">
        <div className="zr-field">
          <label htmlFor={`${id}-line`}>{t('insurance.commissions.line')}</label>
          <Select id={`${id}-line`} value={line} onChange={setLine} options={LINES.map((value) => ({ value, label: t(`insurance.line.${value}`) }))} />
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-rate`}>{t('insurance.commissions.percent')}</label>
          <InputNumber className="zi-wide" id={`${id}-rate`} min={0} max={MOST_PERCENT} precision={2} value={percent} onChange={setPercent} aria-required status={tried && percent === null ? 'error' : ''} />
          {required(percent === null)}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-filing`}>{t('insurance.commissions.filing')}</label>
          <Input id={`${id}-filing`} value={filing} maxLength={60} autoComplete="off" aria-required aria-invalid={tried && filing.trim() === ''} onChange={(event) => setFiling(event.target.value)} />
          {required(filing.trim() === '')}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-day`}>{t('insurance.dated.from')}</label>
          <DayField id={`${id}-day`} {...(day ? { value: day } : {})} onChange={setDay} invalid={tried && !day} />
          {required(!day)}
        </div>
      </div>
      <div><Button type="primary" htmlType="submit" loading={send.isPending}>{t('insurance.commissions.send')}</Button></div>
      <FormProblem error={send.error} />
      <div role="status">{send.isSuccess && t('insurance.commissions.done')}</div>
    </form>
  )
}
