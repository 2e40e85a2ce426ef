/** `/b`: what is to be done by this person, what waits for somebody else, how the team stands. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useMe } from '../../../lib/permissions'
import { today } from '../../../lib/dates'
import { DecisionClock } from '../../../ui/DecisionClock'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import ListExportButton from '../../../ui/ListExportButton'
import AlertList from '../../../ui/watch/AlertList'
import { useOpenAlerts } from '../../../ui/watch/queries'
import { usePapers } from '../../../ui/papers/queries'
import '../home.css'
import { type Task, loadOf, tasksOf } from '../model'
import { type Application, type PledgeRow, useCases, usePledges, useTake } from '../queries'

const MOST = 8
const OPEN = ['submitted' as const, 'in_review' as const, 'waiting' as const, 'opined' as const, 'offered' as const]

export default function HomePage() {
  const { t } = useTranslation()
  const session = useMe()
  const mine = useCases({ view: 'mine', sort: 'deadline', state: ['submitted', 'in_review'], limit: 50 })
  const unassigned = useCases({ view: 'unassigned', sort: 'deadline', state: OPEN, limit: 5 })
  const opined = useCases({ state: ['opined'], sort: 'deadline', limit: 50 })
  const waiting = useCases({ state: ['waiting', 'offered'], sort: 'updated', limit: 50 })
  const drawable = useCases({ state: ['drawable'], sort: 'updated', limit: 50 })
  const pledges = usePledges({ state: ['draft', 'ready', 'filed', 'defect', 'warned', 'registered'], limit: 50 })
  const papers = usePapers({ to_sign: true, limit: 50 })
  const all = [mine, unassigned, opined, waiting, drawable, pledges, papers]
  const failed = all.find((each) => each.isLoadingError)
  const items = (list: typeof mine) => list.data?.items ?? []
  const tasks = tasksOf({
    mine: items(mine), opined: items(opined), offered: items(waiting), drawable: items(drawable), pledges: pledges.data?.items ?? [],
    papers: papers.data?.items ?? [],
  })
  const pending = all.some((each) => each.isPending)
  const title = pending ? t('home_bank.todo') : tasks.length === 0 ? t('home_bank.title_0') : t('home_bank.title_n', { n: tasks.length })
  return (
    <>
      <PageHeader title={title} sub={t('home_bank.subtitle', { name: session.member.name, bank: session.organisation.name })}
        extra={<TakeNext first={unassigned.data?.items[0]} />} />
      {failed && <ErrorState error={failed.error} compact retry={() => void Promise.all(all.map((each) => each.refetch()))} />}
      <div className="zh-grid">
        <div className="zh-stack">
          <ValueAlerts />
          <Panel title={t('home_bank.todo')} flush>
            {pending ? <SkeletonRows rows={6} /> : <Todo tasks={tasks} />}
          </Panel>
          <Panel title={t('home_bank.waiting')} flush>
            {pending ? <SkeletonRows rows={3} /> : <Waiting cases={items(waiting)} pledges={pledges.data?.items ?? []} />}
          </Panel>
        </div>
        <div className="zh-stack">
          <Figures review={opined.data?.total} />
          <Unassigned cases={items(unassigned)} total={unassigned.data?.total} pending={unassigned.isPending} />
          <TeamLoad />
        </div>
      </div>
    </>
  )
}

function TakeNext({ first }: { first: Application | undefined }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const take = useTake()
  if (first === undefined || !first.allowed_actions.some((each) => ['intake', 'assignment'].includes(each))) return null
  return (
    <>
      <Button type="primary" loading={take.isPending} onClick={() => take.mutate(first, { onSuccess: () => void navigate(`/b/queue/${first.id}`) })}>
        {t('home_bank.take_next')}
      </Button>
      <FormProblem error={take.error} />
    </>
  )
}

function Todo({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useTranslation()
  if (tasks.length === 0)
    return <EmptyState title={t('home_bank.todo_empty_title')} text={t('home_bank.todo_empty_text')} action={<Link to="/b/queue?view=unassigned">{t('home_bank.unassigned')}</Link>} />
  return (
    <>
      <ul className="zh-list">
        {tasks.slice(0, MOST).map((task, place) => (
          <li key={task.key} data-first={place === 0}>
            <span>
              <Link to={task.to}>{task.who}</Link>
              <span className="zh-small">{task.number} · <Money fen={task.amount_fen} /></span>
            </span>
            <span>{task.application?.clock && task.application.clock.state === 'running' && <DecisionClock clock={task.application.clock} />}</span>
            <Link to={task.to} aria-label={`${t(`home_bank.verb.${task.verb}`)}${t('common.colon')}${task.who} ${task.number}`}>
              <Button tabIndex={-1}>{t(`home_bank.verb.${task.verb}`)}</Button>
            </Link>
          </li>
        ))}
      </ul>
      {tasks.length > MOST && <div className="zh-more"><Link to="/b/queue?view=mine">{t('home_bank.todo_more', { n: tasks.length })}</Link></div>}
    </>
  )
}

function Waiting({ cases, pledges }: { cases: readonly Application[]; pledges: readonly PledgeRow[] }) {
  const { t } = useTranslation()
  const rows = [
    ...cases.flatMap((each) => {
      const on = each.state === 'waiting' ? each.open_request?.answer_by : each.offer?.valid_until
      return on ? [{ key: each.id, to: `/b/queue/${each.id}`, who: each.applicant.name, number: each.number, on, words: each.state === 'waiting' ? 'waiting_documents' : 'waiting_offer' }] : []
    }),
    ...pledges.flatMap((row) => {
      const on = row.state === 'filed' ? row.due_on : row.state === 'warned' ? row.answer_by : null
      return on ? [{ key: row.id, to: `/b/pledges/${row.id}`, who: row.pledgor_name, number: row.number, on, words: row.state === 'filed' ? 'waiting_cnipa' : 'waiting_declaration' }] : []
    }),
  ].sort((a, b) => a.on.localeCompare(b.on))
  if (rows.length === 0) return <EmptyState title={t('home_bank.waiting_empty')} />
  return (
    <ul className="zh-list">
      {rows.slice(0, MOST).map((row) => (
        <li key={row.key}>
          <span><Link to={row.to}>{row.who}</Link><span className="zh-small">{row.number}</span></span>
          <span className={row.on < today() ? 'zh-late' : undefined}>
            {t(`home_bank.${row.words}`, { date: row.on })}{row.on < today() && ` · ${t('home_bank.waiting_over')}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Figures({ review }: { review: number | string | undefined }) {
  const { t } = useTranslation()
  const mine = useCases({ view: 'mine', state: OPEN, limit: 1 })
  const overdue = useCases({ overdue: true, limit: 1 })
  const pledges = usePledges({ state: ['draft', 'ready', 'filed', 'defect', 'warned'], limit: 1 })
  const figures = [
    ['mine', mine.data?.total, '/b/queue?view=mine'], ['overdue', overdue.data?.total, '/b/queue?overdue=1'],
    ['review', review, '/b/review'], ['pledges', pledges.data?.total, '/b/pledges'],
  ] as const
  return (
    <div className="zh-figures">
      {figures.map(([key, value, to]) => (
        <Link key={key} to={to}><span className="zh-small">{t(`home_bank.figure.${key}`)}</span><strong>{value ?? '…'}</strong></Link>
      ))}
    </div>
  )
}

function Unassigned({ cases, total, pending }: { cases: readonly Application[]; total: number | string | undefined; pending: boolean }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('home_bank.unassigned')} flush>
      {pending && <SkeletonRows rows={3} />}
      {!pending && cases.length === 0 && <EmptyState title={t('home_bank.unassigned_empty')} />}
      <ul className="zh-list">
        {cases.map((each) => (
          <li key={each.id} style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }}>
            <span><Link to={`/b/queue/${each.id}`}>{each.applicant.name}</Link><span className="zh-small">{each.number} · <Money fen={each.amount_fen} /></span></span>
            <DecisionClock clock={each.clock} />
          </li>
        ))}
      </ul>
      {Number(total) > cases.length && <div className="zh-more"><Link to="/b/queue?view=unassigned">{t('home_bank.unassigned_more', { n: total })}</Link></div>}
    </Panel>
  )
}

function TeamLoad() {
  const { t } = useTranslation()
  const cases = useCases({ view: 'all', state: OPEN, sort: 'updated', limit: 100 })
  const loads = loadOf(cases.data?.items ?? [])
  const most = Math.max(1, ...loads.map((load) => load.count))
  return (
    <Panel title={t('home_bank.load')}>
      {cases.isPending && <SkeletonRows rows={3} />}
      {cases.isSuccess && loads.length === 0 && <p>{t('home_bank.load_empty')}</p>}
      {loads.map((load) => (
        <div key={load.name ?? ''} className="zh-load">
          <span>{load.name ?? t('home_bank.load_nobody')}</span>
          <span><span className="zh-load-bar" style={{ display: 'block', width: `${(load.count / most) * 100}%` }} /></span>
          <span>
            {t('home_bank.load_n', { n: load.count })}
            {load.overdue > 0 && <span className="zh-small zh-late">{t('home_bank.load_overdue', { n: load.overdue })}</span>}
          </span>
        </div>
      ))}
      {cases.data?.next && <p className="zh-small">{t('home_bank.load_more')}</p>}
    </Panel>
  )
}

/** Nothing where nothing happened: the page is for what is to be done. */
function ValueAlerts() {
  const { t } = useTranslation()
  const alerts = useOpenAlerts()
  if (alerts.isLoadingError) return <ErrorState compact error={alerts.error} retry={() => void alerts.refetch()} />
  if (!alerts.data || alerts.data.items.length === 0) return null
  return <Panel title={t('watch.title', { n: alerts.data.total })} sub={t('watch.sub')} extra={<ListExportButton list="value_alerts" filters={{ state: 'open' }} />} flush><AlertList alerts={alerts.data.items} /></Panel>
}
