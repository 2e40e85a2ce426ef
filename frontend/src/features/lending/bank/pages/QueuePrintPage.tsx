/** `/b/queue/print`: the queue on paper, as it is filtered and ordered: what was asked for, then every row. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { formatDateTime as moment } from '../../../../lib/dates'
import { wanText as wan } from '../../../../lib/fen'
import { useMe } from '../../../../lib/permissions'
import { countText } from '../../../../lib/size'
import { useMoney } from '../../../../lib/useMoney'
import { DecisionClock } from '../../../../ui/DecisionClock'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import ExportButton from '../../../../ui/ExportButton'
import PageHeader from '../../../../ui/PageHeader'
import SkeletonRows from '../../../../ui/SkeletonRows'
import StatusTag from '../../../../ui/StatusTag'
import { useGroups } from '../../desk/queries'
import '../bank.css'
import type { Application } from '../model'
import { exportApplications, MOST_PRINTED, useAllApplications } from '../queries'
import { filterOf, type QueueState, useQueueState } from '../useQueueState'

const COLUMNS = ['number', 'firm', 'amount', 'state', 'clock', 'assignee', 'updated'] as const

export default function QueuePrintPage() {
  const { t } = useTranslation()
  const { search } = useLocation()
  const { organisation } = useMe()
  const { state } = useQueueState()
  const filter = filterOf(state)
  const all = useAllApplications(filter)
  const read = all.data
  return (
    <div className="zb-paper">
      <PageHeader title={t('bank.queue.title')} sub={[organisation.name, read && t('bank.paper.as_of', { at: moment(new Date(all.dataUpdatedAt).toISOString()) })].filter(Boolean).join(' · ')}
        crumbs={[{ label: t('bank.case.breadcrumb'), to: `/b/queue${search}` }, { label: t('bank.paper.print') }]}
        extra={
          <>
            <ExportButton fileName={t('bank.queue.file')} ask={() => exportApplications(filter)} long={{ list: 'loan_applications', format: 'xlsx', filters: filter }} />
            {read && read.items.length > 0 && <Button type="primary" icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('bank.paper.print')}</Button>}
          </>
        } />
      <Asked state={state} items={read?.items} />
      {all.isPending && <SkeletonRows rows={12} />}
      {all.isLoadingError && <ErrorState error={all.error} retry={() => void all.refetch()} />}
      {read && read.items.length === 0 && (read.total === 0
        ? <EmptyState title={t('bank.queue.empty.filtered_title')} text={t('bank.queue.empty.filtered_text')} />
        : <EmptyState title={t('bank.queue.print.too_many', { total: typeof read.total === 'number' ? countText(read.total) : read.total })} text={t('bank.queue.print.too_many_text', { most: countText(MOST_PRINTED) })} />)}
      {read && read.items.length > 0 && <Rows items={read.items} />}
      <p className="zb-card-sub">{t('bank.queue.print.foot')}</p>
    </div>
  )
}

/** What the list was narrowed to, and what it comes to. */
function Asked({ state, items }: { state: QueueState; items: readonly Application[] | undefined }) {
  const { t } = useTranslation()
  const money = useMoney()
  const groups = useGroups('').data?.items ?? []
  const lines: [string, string][] = [
    [t('bank.queue.print.view'), t(`bank.queue.tab.${state.view}`)],
    [t('bank.queue.filter_state'), state.states.map((each) => t(`status.loan_application.${each}`)).join(t('common.sep'))],
    [t('bank.queue.search'), state.q],
    [t('bank.queue.filter_overdue'), state.overdue ? t('common.yes') : ''],
    [t('desk.queue.group'), state.group && (groups.find((each) => each.id === state.group)?.name ?? state.group)],
    [t('bank.queue.sort'), t(`bank.queue.sort_${state.sort}`)],
    [t('bank.queue.print.rows'), items && items.length > 0 ? countText(items.length) : ''],
    [t('bank.queue.print.sum'), items && items.length > 0 ? money(items.reduce((sum, each) => sum + each.amount_fen, 0)) : ''],
  ]
  return (
    <dl className="zb-facts">
      {lines.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  )
}

function Rows({ items }: { items: readonly Application[] }) {
  const { t } = useTranslation()
  const cell = (key: (typeof COLUMNS)[number]) => t(`bank.queue.col.${key}`)
  return (
    <section className="zb-card">
      <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('bank.queue.title')}>
        <table className="zb-versions zr-table-cards">
          <thead><tr>{COLUMNS.map((each) => <th key={each} scope="col">{cell(each)}</th>)}</tr></thead>
          <tbody>
            {items.map((row) => (
              <tr key={row.id}>
                <td data-label={cell('number')} className="num">{row.number}</td>
                <td data-label={cell('firm')}><div>{row.applicant.name}<div className="zr-sub">{row.product.name}</div></div></td>
                <td data-label={cell('amount')} className="num">{wan(row.amount_fen)}</td>
                <td data-label={cell('state')}><StatusTag subject="loan_application" state={row.state} /></td>
                <td data-label={cell('clock')}><DecisionClock clock={row.clock} /></td>
                <td data-label={cell('assignee')}>{row.assignee?.name ?? t('bank.queue.nobody')}</td>
                <td data-label={cell('updated')} className="num">{moment(row.updated_at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
