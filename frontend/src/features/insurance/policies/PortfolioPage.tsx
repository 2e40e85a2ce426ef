/** `/i/portfolio`: what came, how far it went and how fast; what was written; what stands where. */
import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { today } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import ModeBanner from '../../../ui/cover/ModeBanner'
import '../insurance.css'
import './policies.css'
import { Funnel, Heat, Times, Written } from './figures'
import { monthsBefore } from './model'
import { saveBordereau, useAccumulation, usePortfolio } from './queries'

const SPANS = [3, 12, 36] as const

export default function PortfolioPage() {
  const { t } = useTranslation()
  const { state, set } = useListState()
  const span = SPANS.find((each) => String(each) === state.span) ?? 12
  const day = today()
  const months = monthsBefore(day, 12)
  const [month, setMonth] = useState(months[0] ?? day)
  const found = usePortfolio(monthsBefore(day, span).at(-1) ?? day, day)
  const stands = useAccumulation()
  const data = found.data
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('policies.portfolio.title')} sub={t('policies.portfolio.sub')}
        extra={<Segmented aria-label={t('policies.portfolio.span')} value={span} onChange={(next) => set({ span: String(next) })}
          options={SPANS.map((value) => ({ value, label: t('policies.portfolio.months', { count: value }) }))} />} />
      {found.isLoadingError && <ErrorState compact error={found.error} retry={() => void found.refetch()} />}
      <div className="zip-stack">
        <Panel title={t('policies.portfolio.funnel')} sub={t('policies.portfolio.funnel_sub')}>
          {found.isPending && <SkeletonRows rows={5} />}
          {data && data.funnel.length === 0 && <EmptyState title={t('policies.portfolio.funnel_empty')} text={t('policies.portfolio.funnel_empty_text')} action={<Link to="/i/products">{t('policies.portfolio.to_products')}</Link>} />}
          {data && data.funnel.length > 0 && <Funnel rows={data.funnel} />}
        </Panel>
        <Panel title={t('policies.portfolio.times')} sub={t('policies.portfolio.times_sub')} flush>
          {found.isPending && <SkeletonRows rows={2} />}
          {data && data.times.length === 0 && <EmptyState title={t('policies.portfolio.times_empty')} />}
          {data && data.times.length > 0 && <Times rows={data.times} />}
        </Panel>
        <Panel title={t('policies.portfolio.written')} sub={t('policies.portfolio.written_sub')}>
          {found.isPending && <SkeletonRows rows={4} />}
          {data && data.written.length === 0 && <EmptyState title={t('policies.portfolio.written_empty')} />}
          {data && data.written.length > 0 && <Written rows={data.written} day={day} span={span} />}
        </Panel>
        <Panel title={t('policies.portfolio.stands')} sub={t('policies.portfolio.stands_sub')}>
          {stands.isPending && <SkeletonRows rows={4} />}
          {stands.isLoadingError && <ErrorState compact error={stands.error} retry={() => void stands.refetch()} />}
          {stands.data && stands.data.cells.length === 0 && <EmptyState title={t('policies.portfolio.stands_empty')} />}
          {stands.data && stands.data.cells.length > 0 && <Heat found={stands.data} />}
        </Panel>
        <Panel title={t('policies.portfolio.bordereau')} sub={t('policies.portfolio.bordereau_sub')}>
          <div className="zip-tools">
            <Select aria-label={t('policies.portfolio.month')} className="zip-line" value={month} onChange={setMonth} options={months.map((value) => ({ value, label: value.slice(0, 7) }))} />
            <ExportButton ask={() => saveBordereau(month)} fileName={`bordereau-${month.slice(0, 7)}.xlsx`} long={{ list: 'bordereau', format: 'xlsx', filters: { month } }} />
          </div>
        </Panel>
      </div>
    </>
  )
}
