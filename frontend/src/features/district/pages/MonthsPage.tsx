/** The months of a plan's target, each with its sheet: not signed, signed by one, closed. */
import { Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import StatusTag from '../../../ui/StatusTag'
import { saveMonths } from '../books'
import TargetFigure from '../components/TargetFigure'
import { EMPTY } from '../model'
import { type Month, useMonths } from '../months'
import { usePlans } from '../queries'

export default function MonthsPage() {
  const { t } = useTranslation()
  const id = useId()
  const { state, set } = useListState(EMPTY)
  const plans = usePlans()
  const targets = (plans.data?.items ?? []).flatMap((plan) => plan.targets.map((target) => ({ ...target, plan: plan.name, adopted: plan.adopted })))
  const code = targets.find((each) => each.code === state.target)?.code ?? (targets.find((each) => each.adopted) ?? targets[0])?.code
  const asked = useMonths(code)
  const title = t('nav.d.months')
  const link = (row: Month) => <Link className="num" to={`/d/months/${code ?? ''}/${row.month}`}>{row.month}</Link>
  const reached = (row: Month) => (
    <><TargetFigure unit={row.unit} value={row.unit === 'fen' ? row.reached : row.shown} /><div className="zr-sub num">{row.ratio}%</div></>
  )
  const tags = (row: Month) => (
    <span className="d-marks"><StatusTag subject="month_sheet" state={row.state} />{row.persons && row.moved && <Mark tone="warning">{t('district.months.moved')}</Mark>}</span>
  )
  const persons = (row: Month) => row.persons && (
    <>
      <div>{row.persons.prepared_by_name} · <span className="num">{formatDateTime(row.persons.prepared_at)}</span></div>
      {row.persons.decided_by_name && row.persons.decided_at && (
        <div>{row.persons.decided_by_name} · <span className="num">{formatDateTime(row.persons.decided_at)}</span></div>
      )}
    </>
  )
  if (plans.isLoadingError) return <ErrorState error={plans.error} retry={() => void plans.refetch()} />
  return (
    <>
      <PageHeader title={title} sub={t('district.months.sub')}
        extra={code && <ExportButton label={t('district.export_xlsx')} ask={() => saveMonths(code)} fileName="months.xlsx" long={{ list: 'target_months', format: 'xlsx', filters: { code } }} />} />
      <div className="d-filter zr-panel">
        <div className="zr-filters">
          <label htmlFor={`${id}-target`}>{t('district.target')}</label>
          <Select id={`${id}-target`} className="d-plan" value={code} popupMatchSelectWidth={false} onChange={(chosen: string) => set({ target: chosen })}
            options={targets.map((each) => ({ value: each.code, label: `${each.name} · ${each.plan}` }))} />
        </div>
      </div>
      <Panel flush>
        <Listing<Month>
          asked={asked} keyOf={(row) => row.month} paged={false}
          empty={{ title: t('district.months.months_empty'), text: t('district.months.months_empty_text') }}
          columns={[
            { title: t('district.months.month'), render: (_, row) => link(row) },
            { title: t('district.months.value'), align: 'right', render: (_, row) => <TargetFigure unit={row.unit} value={row.value} /> },
            { title: t('district.months.reached'), align: 'right', render: (_, row) => reached(row) },
            { title: t('district.months.state'), render: (_, row) => tags(row) },
            { title: t('district.months.persons'), render: (_, row) => persons(row) },
          ]}
          card={(row) => (
            <>
              <span className="d-line"><strong>{link(row)}</strong>{tags(row)}</span>
              <span className="d-line"><TargetFigure unit={row.unit} value={row.value} /><span>{reached(row)}</span></span>
              {persons(row)}
            </>
          )}
        />
      </Panel>
    </>
  )
}
