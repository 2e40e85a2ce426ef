/** What waits for the reader, of every kind that he may do, the earliest day first. */
import { Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { daysUntil, formatDate, today } from '../../../lib/dates'
import { HOME, useMe } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Kind, type Task, SPANS, dueBy, placeOf, spanOf } from '../model'
import { useTasks } from '../queries'
import '../tasks.css'

const DEFAULTS = {}

export default function TasksPage() {
  const { t } = useTranslation()
  const me = useMe()
  const { state, set, clear, filtered } = useListState(DEFAULTS)
  const span = spanOf(state.due)
  const kind = (state.kind as Kind | undefined) ?? null
  const tasks = useTasks(kind, dueBy(span, today()), state.cursor ?? null)
  const items = tasks.data?.items ?? []
  return (
    <>
      <PageHeader title={t('tasks.title')} sub={t('tasks.sub')} extra={<Link to="/exports">{t('nav.exports')}</Link>} />
      <div className="zr-filters">
        <Select<Kind> aria-label={t('tasks.kindLabel')} placeholder={t('tasks.everyKind')} allowClear style={{ minWidth: 200 }} value={kind ?? undefined}
          onChange={(value) => set({ kind: value ?? null })} options={tasks.data?.kinds.map((value) => ({ value, label: t(`tasks.kind.${value}`) })) ?? []} />
        <Segmented aria-label={t('tasks.dueLabel')} value={span} onChange={(value) => set({ due: value === 'all' ? null : value })}
          options={SPANS.map((value) => ({ value, label: t(`tasks.span.${value}`) }))} />
      </div>
      <Panel flush>
        {tasks.isPending && <SkeletonRows rows={8} />}
        {tasks.isLoadingError && <ErrorState compact error={tasks.error} retry={() => void tasks.refetch()} />}
        {tasks.data && items.length === 0 && (
          <EmptyState title={t(filtered ? 'tasks.noneHere' : 'tasks.none')} text={t(filtered ? 'tasks.noneHereText' : 'tasks.noneText')}
            action={filtered ? <Button onClick={clear}>{t('common.clear')}</Button> : <Link to={HOME[me.organisation.kind]}>{t('common.home')}</Link>} />
        )}
        {items.length > 0 && (
          <ul className="zr-tasks">
            {items.map((task) => <Row key={`${task.kind}${task.id}`} task={task} isBank={me.organisation.kind === 'bank'} />)}
          </ul>
        )}
        {tasks.data && items.length > 0 && <Pager next={tasks.data.next} total={tasks.data.total} />}
      </Panel>
    </>
  )
}

function Row({ task, isBank }: { task: Task; isBank: boolean }) {
  const { t } = useTranslation()
  const days = task.due_on === null ? null : daysUntil(task.due_on)
  return (
    <li data-late={days !== null && days < 0}>
      <div>
        <Link to={placeOf(task, isBank)}>{t(`tasks.do.${task.kind}`, { number: task.number, title: task.title })}</Link>
        <div className="zr-sub num">{t(`tasks.kind.${task.kind}`)} · {t('tasks.since', { on: formatDate(task.since) })}</div>
      </div>
      <span className="zr-tasks-due num">
        {days === null ? t('tasks.noDay') : `${t(days < 0 ? 'tasks.late' : days === 0 ? 'tasks.dueToday' : 'tasks.daysLeft', { n: Math.abs(days), count: Math.abs(days) })} · ${formatDate(task.due_on)}`}
      </span>
    </li>
  )
}
