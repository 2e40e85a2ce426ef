/** `/b/queue`: the bank's applications; what one looks at lives in the address. */
import { InboxOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Grid, Tabs } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate } from 'react-router'
import { useHiddenColumns } from '../../../../lib/useHiddenColumns'
import { useMe } from '../../../../lib/permissions'
import { useTitle } from '../../../../lib/useTitle'
import ColumnChooser from '../../../../ui/ColumnChooser'
import ExportButton from '../../../../ui/ExportButton'
import FormProblem from '../../../../ui/FormProblem'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import SavedViews from '../../../../ui/SavedViews'
import SkeletonRows from '../../../../ui/SkeletonRows'
import RowKeys from '../../../../ui/worklist/RowKeys'
import { useWorklist } from '../../../../ui/worklist/useWorklist'
import '../bank.css'
import { BulkBar } from '../components/BulkBar'
import { QueueFilters } from '../components/QueueFilters'
import { OPTIONAL, QueueList } from '../components/QueueList'
import { QueuePeek } from '../components/QueuePeek'
import { type Application, OPEN_STATES } from '../model'
import { exportApplications, PAGE, type QueueView, useAct, useApplications, useCount } from '../queries'
import { filterOf, queryOf, useQueueState, write } from '../useQueueState'

const NONE: readonly Application[] = []
const idOf = (row: Application) => row.id

export default function QueuePage() {
  const { t } = useTranslation()
  const { search } = useLocation()
  const session = useMe()
  const { state, change, filtered, clear } = useQueueState()
  const screens = Grid.useBreakpoint()
  const columns = useHiddenColumns('loan_applications', OPTIONAL)
  const list = useApplications(queryOf(state))
  const items = list.data?.items ?? NONE
  const hrefOf = useCallback(
    (row: Application) => `/b/queue/${row.id}${search}`,
    [search],
  )
  const { now, peeking, ...work } = useWorklist({ items, keyOf: idOf, hrefOf })

  return (
    <>
      <QueueHead />
      <div className="zr-work" data-peek={peeking} data-own-keys>
        <section className="zb-card" aria-label={t('bank.queue.title')} aria-busy={list.isFetching}>
          <QueueTabs view={state.view} onChange={(view) => change({ view })} />
          <QueueFilters state={state} filtered={filtered} change={change} clear={clear} extra={
            <>
              <SavedViews list="loan_applications" query={write({ ...state, cursor: null }, columns.hidden.join(',') || 'none').toString()} />
              {screens.md !== false && (
                <ColumnChooser hidden={columns.hidden} onChange={columns.change}
                  columns={OPTIONAL.map((key) => ({ key, label: t(`bank.queue.col.${key}`) }))} />
              )}
              <ExportButton fileName={t('bank.queue.file')} ask={() => exportApplications(filterOf(state))}
                long={{ list: 'loan_applications', format: 'xlsx', filters: filterOf(state) }} />
              <Link to={`/b/queue/print?${write({ ...state, cursor: null })}`}><Button icon={<PrinterOutlined aria-hidden />} tabIndex={-1}>{t('bank.paper.print')}</Button></Link>
            </>
          } />
          <BulkBar chosen={work.chosen} mayAssign={session.permissions.includes('assign_cases')} me={session.member.id}
            onClear={() => work.select([])} onDone={(rows) => work.select(work.selected.filter((id) => !rows.some((row) => row.id === id)))} />
          {list.isPending && <SkeletonRows rows={10} />}
          {list.isLoadingError && <ErrorState compact error={list.error} retry={() => void list.refetch()} />}
          {list.isSuccess && items.length === 0 && <Nothing view={state.view} filtered={filtered} clear={clear} onView={(view) => change({ view })} />}
          {items.length > 0 && (
            <>
              <QueueList items={items} at={work.at} peeking={peeking} selected={work.selected} hidden={columns.hidden} hrefOf={hrefOf} onSelect={work.select} onPoint={work.point} />
              <Foot shown={items.length} total={list.data?.total ?? items.length} cursor={state.cursor} next={list.data?.next ?? null}
                onTurn={(cursor) => change({ cursor })} />
            </>
          )}
        </section>
        {peeking && now && <Peek now={now} href={hrefOf(now)} onClose={work.stopPeeking} onMove={work.move} />}
      </div>
    </>
  )
}

function Peek(props: { now: Application; href: string; onClose: () => void; onMove: (by: 1 | -1) => void }) {
  const { now, ...rest } = props
  const act = useAct()
  const takeable = now.assignee === null && now.allowed_actions.includes('assignment')
  return (
    <QueuePeek application={now} {...rest}
      onTake={takeable ? () => act.mutate({ id: now.id, act: 'assignment', body: { release: false } }) : undefined} />
  )
}

/** The count in the title, and the one blue button: the most urgent case that nobody has. */
function QueueHead() {
  const { t } = useTranslation()
  useTitle(t('bank.queue.title'))
  const navigate = useNavigate()
  const act = useAct()
  const mine = useCount({ view: 'mine', state: [...OPEN_STATES] })
  const overdue = useCount({ view: 'all', overdue: true })
  const next = useApplications({ view: 'unassigned', sort: 'deadline', state: [...OPEN_STATES], limit: 1 })
  const first = next.data?.items[0]
  const takeable = first?.allowed_actions.includes('assignment')
  const take = () => {
    if (first === undefined) return
    act.mutate(
      first.allowed_actions.includes('intake')
        ? { id: first.id, act: 'intake', body: undefined }
        : { id: first.id, act: 'assignment', body: { release: false } },
      { onSuccess: () => void navigate(`/b/queue/${first.id}`) },
    )
  }
  return (
    <>
      <div className="zb-head">
        <h1>{t('bank.queue.title')}</h1>
        <span className="zb-head-sub">
          {mine !== undefined && t('bank.queue.mine_n', { n: mine })}
          {Number(overdue) > 0 && <> · <span className="zb-late">{t('bank.queue.overdue_n', { n: overdue })}</span></>}
        </span>
        <span className="zb-spacer" />
        {takeable ? (
          <Button type="primary" icon={<InboxOutlined aria-hidden />} loading={act.isPending} onClick={take}>{t('bank.queue.take_next')}</Button>
        ) : (
          next.isSuccess && <span className="zb-card-sub">{t('bank.queue.none_to_take')}</span>
        )}
      </div>
      <FormProblem error={act.error} />
    </>
  )
}

function QueueTabs({ view, onChange }: { view: QueueView; onChange: (view: QueueView) => void }) {
  const { t } = useTranslation()
  const counts = {
    mine: useCount({ view: 'mine' }), group: useCount({ view: 'group' }), unassigned: useCount({ view: 'unassigned' }), all: useCount({ view: 'all' }),
  }
  return (
    <div className="zb-tabs">
      <Tabs activeKey={view} onChange={(key) => onChange(key as QueueView)} aria-label={t('bank.queue.tabs_label')}
        items={(['mine', 'group', 'unassigned', 'all'] as const).map((key) => ({
          key,
          label: (
            <span className={key === view ? 'zb-tab-on' : undefined}>
              {t(`bank.queue.tab.${key}`)}<span className="zb-count">{counts[key] ?? '…'}</span>
            </span>
          ),
        }))} />
    </div>
  )
}

function Nothing({ view, filtered, clear, onView }: {
  view: QueueView
  filtered: boolean
  clear: () => void
  onView: (view: 'unassigned' | 'all') => void
}) {
  const { t } = useTranslation()
  if (filtered)
    return (
      <EmptyState title={t('bank.queue.empty.filtered_title')} text={t('bank.queue.empty.filtered_text')}
        action={<Button onClick={clear}>{t('bank.queue.clear')}</Button>} />
    )
  const to = view === 'mine' ? 'unassigned' : 'all'
  return (
    <EmptyState title={t(`bank.queue.empty.${view}_title`)} text={t(`bank.queue.empty.${view}_text`)}
      action={view === 'all' ? undefined : <Button onClick={() => onView(to)}>{t(`bank.queue.to_${to}`)}</Button>} />
  )
}

function Foot({ shown, total, cursor, next, onTurn }: {
  shown: number
  total: number | string
  cursor: string | null
  next: string | null
  onTurn: (cursor: string | null) => void
}) {
  const { t } = useTranslation()
  return (
    <div className="zb-foot">
      <span>{t('bank.queue.range', { n: shown, total })}</span>
      {cursor !== null && <Button size="small" onClick={() => onTurn(null)}>{t('bank.queue.first')}</Button>}
      {next !== null && shown >= PAGE && <Button size="small" onClick={() => onTurn(next)}>{t('bank.queue.next')}</Button>}
      <RowKeys />
    </div>
  )
}
