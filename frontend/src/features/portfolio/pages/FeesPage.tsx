/** The annual fees of all patents in one calendar, and the list by which they are paid in bulk. */
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { monthsAfter, today } from '../../../lib/dates'
import { yuanText } from '../../../lib/fen'
import type { Tone } from '../../../lib/status'
import { useListState } from '../../../lib/useListState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import FeeTasks from '../components/FeeTasks'
import { exportFees, type FeeRow, useFees } from '../queries'

const DEFAULTS = { months: '12', reduction: '', cursor: '' }
const MONTHS = ['3', '12', '36', '120']
const GROUNDS = ['', 'single', 'several']
const TONE: Record<string, Tone> = { late: 'warning', due: 'pending', ahead: 'neutral' }

export default function FeesPage() {
  const { t } = useTranslation()
  const { state, set } = useListState(DEFAULTS)
  const query = {
    until: monthsAfter(today(), Number(state.months || DEFAULTS.months)),
    reduction: (state.reduction || undefined) as 'single' | 'several' | undefined,
  }
  const asked = useFees({ ...query, cursor: state.cursor || undefined })
  const last = (row: FeeRow) => row.bands.at(-1)
  const surcharge = (row: FeeRow) => (row.surcharge_fen ? yuanText(row.surcharge_fen) : '—')
  const byLicence = (row: FeeRow) => row.reduction_ground === 'open_licence' && t('portfolio.fees.byOpenLicence')
  const waived = (row: FeeRow) => (
    <>
      <span className="num">{row.reduction_fen ? yuanText(-row.reduction_fen) : '—'}</span>
      <div className="zr-sub">{byLicence(row)}</div>
    </>
  )
  const mark = (row: FeeRow) => <Mark tone={TONE[row.state] ?? 'neutral'}>{t(`portfolio.asset.feeState.${row.state}`)}</Mark>
  const worst = (row: FeeRow) => {
    const band = last(row)
    if (!band) return null
    const other = band.other_reading_fen == null ? '' : t('portfolio.fees.other', { amount: yuanText(band.other_reading_fen) })
    return <span className="zr-sub">{t('portfolio.fees.worst', { until: band.until, amount: yuanText(band.surcharge_fen) })}{other}</span>
  }
  const patent = (row: FeeRow) => (
    <>
      <Link to={`/e/ip/${row.asset_id}`}>{row.title || row.label}</Link>
      <div className="zr-sub num">{row.label}</div>
    </>
  )
  return (
    <>
      <PageHeader
        crumbs={[{ to: '/e/ip', label: t('portfolio.list.title') }, { label: t('portfolio.fees.title') }]}
        title={t('portfolio.fees.title')}
        sub={t('portfolio.fees.sub')}
        extra={<ExportButton ask={() => exportFees(query)} fileName={t('portfolio.fees.file')} long={{ list: 'annual_fees', format: 'xlsx', filters: query }} />}
      />
      <FeeTasks />
      <div className="zr-filters">
        <label htmlFor="pf-fee-months">{t('portfolio.fees.until')}</label>
        <Select id="pf-fee-months" value={state.months || DEFAULTS.months} onChange={(months) => set({ months, cursor: '' })}
          options={MONTHS.map((value) => ({ value, label: t('portfolio.fees.months', { n: value }) }))} />
        <label htmlFor="pf-fee-ground">{t('portfolio.fees.reduction')}</label>
        <Select id="pf-fee-ground" value={state.reduction ?? ''} onChange={(reduction) => set({ reduction, cursor: '' })}
          options={GROUNDS.map((value) => ({ value, label: t(`portfolio.fees.ground.${value || 'none'}`) }))} />
      </div>
      <Panel flush title={t('portfolio.fees.list')} sub={t('portfolio.fees.unconfirmed')}>
        <Listing<FeeRow>
          asked={asked}
          keyOf={(row) => `${row.asset_id}-${row.year}`}
          empty={{ title: t('portfolio.fees.empty'), text: t('portfolio.fees.emptyText') }}
          columns={[
            { title: t('portfolio.fees.patent'), key: 'patent', render: (_, row) => patent(row) },
            { title: t('portfolio.asset.fees.year'), key: 'year', width: 100, render: (_, row) => t('portfolio.feeYear', { n: row.year }) },
            { title: t('portfolio.asset.fees.due'), key: 'due', width: 120, render: (_, row) => <span className="num">{row.due_on}</span> },
            { title: t('portfolio.asset.fees.state'), key: 'state', width: 110, render: (_, row) => mark(row) },
            { title: t('portfolio.asset.fees.amount'), key: 'amount', width: 130, align: 'right', render: (_, row) => <span className="num">{yuanText(row.amount_fen)}</span> },
            { title: t('portfolio.fees.waived'), key: 'waived', width: 130, align: 'right', render: (_, row) => waived(row) },
            { title: t('portfolio.asset.fees.surcharge'), key: 'surcharge', width: 130, align: 'right', render: (_, row) => <span className="num">{surcharge(row)}</span> },
            { title: t('portfolio.fees.payable'), key: 'payable', width: 240, align: 'right', render: (_, row) => <><strong className="num">{yuanText(row.payable_fen)}</strong><div>{worst(row)}</div></> },
          ]}
          card={(row) => (
            <>
              <span>{patent(row)}</span>
              <span className="num">{t('portfolio.feeYear', { n: row.year })} · {row.due_on} {mark(row)}</span>
              {row.reduction_fen > 0 && <span className="zr-sub">{t('portfolio.fees.waived')} <span className="num">{yuanText(-row.reduction_fen)}</span> {byLicence(row)}</span>}
              <strong className="num">{yuanText(row.payable_fen)}</strong>
              {worst(row)}
            </>
          )}
        />
      </Panel>
    </>
  )
}
