/** What waits for the operator, what runs, what happened last. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router'
import { formatDateTime, formatSecond, today } from '../../../lib/dates'
import { creditCode } from '../../../lib/patentNumber'
import { useMay } from '../../../lib/permissions'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import '../operator.css'
import { wordsOf } from '../audit'
import UnarrangedYear from '../components/UnarrangedYear'
import Waiting from '../components/Waiting'
import { isOver, useAudit, useCases, useOrganisations, useRuns } from '../queries'

const FEW = 5

interface Asked<T> {
  data: { items: T[] } | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

interface ListProps<T> {
  asked: Asked<T>
  keyOf: (item: T) => string
  row: (item: T) => ReactNode
  empty: ReactNode
  more: ReactNode
}

function ShortList<T>({ asked, keyOf, row, empty, more }: ListProps<T>) {
  if (asked.isPending) return <SkeletonRows rows={3} />
  if (!asked.data) return <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />
  if (asked.data.items.length === 0) return <>{empty}</>
  return (
    <>
      <ul className="op-rows">{asked.data.items.map((item) => <li key={keyOf(item)}>{row(item)}</li>)}</ul>
      <div className="op-more">{more}</div>
    </>
  )
}

/** A broker is no operator: the sales are the home. */
export default function HomePage() {
  return useMay('manage_organisations') ? <OperatorHome /> : <Navigate to="/o/sales" replace />
}

function OperatorHome() {
  const { t } = useTranslation()
  const waiting = useCases({ state: 'submitted', limit: FEW })
  const runs = useRuns({ limit: FEW })
  const events = useAudit({ limit: 8 })
  const happened = useAudit({ from: today(), limit: 1 })
  const organisations = useOrganisations({ limit: 1 })
  const running = runs.data?.items.filter((run) => !isOver(run)).length
  const n = waiting.data?.total
  const figures = [
    { key: 'waiting', value: n, to: '/o/kyb' },
    { key: 'running', value: running, to: '/o/imports' },
    { key: 'organisations', value: organisations.data?.total, to: '/o/orgs' },
    { key: 'events', value: happened.data?.total, to: `/o/audit?from=${today()}` },
  ]
  return (
    <>
      <PageHeader title={n === undefined ? t('operator.home.title') : t('operator.home.count', { n })} sub={t('operator.home.sub')} />
      <UnarrangedYear />
      <div className="zr-figures">
        {figures.map((figure) => (
          <div key={figure.key} className="zr-figure">
            <span className="zr-sub">{t(`operator.home.figure.${figure.key}`)}</span>
            <strong>{figure.value ?? '…'}</strong>
            <Link to={figure.to}>{t(`operator.home.open.${figure.key}`)}</Link>
          </div>
        ))}
      </div>
      <div className="op-halves">
        <Panel flush title={t('operator.home.waiting')} sub={t('operator.home.waitingSub')}>
          <ShortList asked={waiting} keyOf={(each) => each.id}
            row={(each) => (
              <>
                <span className="op-grow"><Link to={`/o/kyb/${each.id}`}>{each.name}</Link><br /><span className="zr-sub num">{creditCode(each.uscc)}</span></span>
                <Waiting row={each} />
              </>
            )}
            empty={<EmptyState title={t('operator.home.noneWaiting')} text={t('operator.kyb.empty.text')} />}
            more={<Link to="/o/kyb">{t('operator.home.open.waiting')}</Link>} />
        </Panel>
        <Panel flush title={t('operator.home.imports')}>
          <ShortList asked={runs} keyOf={(run) => run.id}
            row={(run) => (
              <>
                <span className="op-grow"><Link to={`/o/imports/${run.id}`}>{run.file_name ?? t('operator.imports.pasted')}</Link><br />
                  <span className="zr-sub num">{formatDateTime(run.created_at)} · {t('operator.home.rows', { n: run.rows_total })}</span></span>
                <StatusTag subject="import_run" state={run.state} />
              </>
            )}
            empty={<EmptyState title={t('operator.imports.empty')} text={t('operator.imports.emptyText')} action={<Link to="/o/imports">{t('operator.home.open.running')}</Link>} />}
            more={<Link to="/o/imports">{t('operator.home.open.running')}</Link>} />
        </Panel>
      </div>
      <Panel flush title={t('operator.home.latest')}>
        <ShortList asked={events} keyOf={(event) => event.id}
          row={(event) => (
            <>
              <span className="num zr-sub">{formatSecond(event.occurred_at)}</span>
              <span className="op-grow">{t(wordsOf(event.name), { defaultValue: event.name })}</span>
              <span className="zr-sub">{[event.actor_name, event.organisation_name].filter(Boolean).join(' · ')}</span>
            </>
          )}
          empty={<EmptyState title={t('operator.audit.empty')} text={t('operator.audit.emptyText')} />}
          more={<Link to="/o/audit">{t('operator.home.open.events')}</Link>} />
      </Panel>
    </>
  )
}
