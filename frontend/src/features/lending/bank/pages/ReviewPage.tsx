/** `/b/review/:id`: the checker sees the differences first, then decides on the version he saw. */
import { CheckCircleFilled, CheckOutlined, FolderOpenOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { formatDateTime as moment } from '../../../../lib/dates'
import { useMe } from '../../../../lib/permissions'
import { DecisionClock } from '../../../../ui/DecisionClock'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import PageHeader from '../../../../ui/PageHeader'
import { preflightTally } from '../../../../ui/PreflightGrid'
import SkeletonRows from '../../../../ui/SkeletonRows'
import StatusTag from '../../../../ui/StatusTag'
import WhoDecides from '../../desk/components/WhoDecides'
import '../bank.css'
import { Changes, changes } from '../components/Changes'
import { DecisionPanel } from '../components/DecisionPanel'
import { Differences } from '../components/Differences'
import { HistoryList } from '../components/OtherTabs'
import { Card, Flag } from '../components/Parts'
import { type Dossier, type Opinion, changedSince, checkpoints, deciders, groundsOf, newest, tally } from '../model'
import { useDossier } from '../queries'

export default function ReviewPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const dossier = useDossier(id)
  const [done, setDone] = useState<string>()
  if (dossier.isPending) return <SkeletonRows rows={10} />
  if (dossier.isLoadingError && dossier.data === undefined) return <ErrorState error={dossier.error} retry={() => void dossier.refetch()} />
  const { application } = dossier.data
  const opinion = newest(application.opinions)
  return (
    <>
      <PageHeader title={t('bank.review.title_of', { firm: application.applicant.name })}
        mark={<StatusTag subject="loan_application" state={application.state} />}
        crumbs={[{ label: t('bank.review.title'), to: '/b/review' }, { label: application.number }]}
        extra={
          <>
            {application.clock?.state === 'running' && <DecisionClock clock={application.clock} withDate />}
            <Link to={`/b/queue/${id}`}><Button icon={<FolderOpenOutlined aria-hidden />} tabIndex={-1}>{t('bank.review.dossier')}</Button></Link>
          </>
        } />
      {done !== undefined && (
        <Alert type="success" showIcon style={{ marginBottom: 16 }} title={t(`bank.review.done.${done}`)}
          action={<Link to="/b/review">{t('bank.review.done.list')}</Link>} />
      )}
      {opinion === undefined
        ? <EmptyState title={t('bank.review.why_not_state', { state: t(`status.loan_application.${application.state}`) })}
            action={<Link to="/b/review">{t('bank.review.done.list')}</Link>} />
        : <Review dossier={dossier.data} opinion={opinion} onDone={setDone} />}
    </>
  )
}

function Review({ dossier, opinion, onDone }: { dossier: Dossier; opinion: Opinion; onDone: (act: string) => void }) {
  const { t } = useTranslation()
  return (
    <>
      {dossier.application.state === 'opined' && <Since dossier={dossier} opinion={opinion} />}
      <div className="zb-review">
        <div className="zb-stack">
          <SinceSentBack dossier={dossier} opinion={opinion} />
          <Differences key={opinion.version} dossier={dossier} opinion={opinion} />
          <Card title={t('bank.decision.title')} id="review-opinion" extra={<span className="zb-card-sub">{opinion.maker.name} · {moment(opinion.made_at)}</span>}>
            <p style={{ whiteSpace: 'pre-wrap', maxWidth: 640 }}>{opinion.note || t('bank.review.no_note')}</p>
            <Glance dossier={dossier} />
          </Card>
          <Card title={t('bank.review.history')} id="review-history"><HistoryList history={dossier.history} /></Card>
        </div>
        <div className="zb-aside">
          <DecisionPanel dossier={dossier} opinion={opinion} onDone={onDone} />
          <WhoDecides dossier={dossier} />
          <Card title={t('bank.review.chain')} id="review-chain"><People dossier={dossier} opinion={opinion} /></Card>
        </div>
      </div>
    </>
  )
}

/** Whether the record is still the one that the maker saw. */
function Since({ dossier, opinion }: { dossier: Dossier; opinion: Opinion }) {
  const { t } = useTranslation()
  const since = changedSince(dossier.history, opinion).filter((event) => event.name !== 'lending.application_overdue')
  if (since.length === 0)
    return (
      <div className="zb-good" role="status">
        <CheckCircleFilled aria-hidden style={{ lineHeight: '22px' }} />
        {t('bank.review.unchanged', { at: moment(opinion.made_at), n: opinion.version, name: opinion.maker.name })}
      </div>
    )
  return (
    <Alert type="warning" showIcon style={{ marginBottom: 16 }} title={t('bank.review.changed', { at: moment(opinion.made_at), n: since.length })}
      description={<HistoryList history={since} />} />
  )
}

/** A second opinion: why the one before was sent back, and what this one changed. */
function SinceSentBack({ dossier, opinion }: { dossier: Dossier; opinion: Opinion }) {
  const { t } = useTranslation()
  const before = dossier.application.opinions?.find((each) => each.version === opinion.version - 1)
  if (before?.decision !== 'sent_back') return null
  const changed = changes(before, opinion)
  const n = before.version
  return (
    <Card title={t('bank.review.since_version', { n })} id="review-since">
      <p className="zr-said">{t('bank.review.sent_back', { n, note: before.decision_note })}</p>
      {changed.length === 0 ? t('bank.review.since_same', { n }) : <Changes of={changed} />}
    </Card>
  )
}

function Glance({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const count = tally(checkpoints(dossier))
  const preflight = preflightTally(groundsOf(dossier))
  const checked = dossier.valuation.check !== null
  return (
    <div>
      <Flag level={count.fail > 0 ? 'warn' : 'good'}>{t('bank.review.glance_check', count)}</Flag>
      <Flag level={preflight.fail > 0 ? 'warn' : 'info'}>{t('bank.review.glance_preflight', preflight)}</Flag>
      <Flag level={checked ? 'good' : 'warn'}>{t(checked ? 'bank.review.glance_valuation_yes' : 'bank.review.glance_valuation_no')}</Flag>
    </div>
  )
}

function People({ dossier, opinion }: { dossier: Dossier; opinion: Opinion }) {
  const { t } = useTranslation()
  const me = useMe().member
  const people = deciders(dossier, opinion.maker.id)
  const mine = dossier.application.state === 'opined' && people.some((each) => each.id === me.id)
  const name = opinion.checker?.name ?? (mine ? me.name : people.map((each) => each.name).join(' / ') || t('bank.bar.no_checker'))
  const said = opinion.decision !== null && opinion.decided_at !== null
    ? t(`bank.review.chain_decided.${opinion.decision}`, { at: moment(opinion.decided_at) })
    : t(mine ? 'bank.review.chain_you' : 'bank.review.chain_waiting')
  return (
    <ol className="zb-people">
      <li>
        <span className="zb-face" data-state="done" aria-hidden><CheckOutlined aria-hidden /></span>
        <span className="zb-two">
          <span><strong>{opinion.maker.name}</strong> {t('bank.review.chain_maker')}</span>
          <small>{moment(opinion.made_at)} {t(opinion.kind === 'grant' ? 'bank.decision.grant' : 'bank.decision.refusal')}</small>
        </span>
      </li>
      <li>
        <span className="zb-face" data-state={opinion.decision === null && mine ? 'now' : opinion.decision === null ? 'ahead' : 'done'} aria-hidden>
          {name.slice(0, 1)}
        </span>
        <span className="zb-two"><span><strong>{name}</strong> {t('bank.review.chain_checker')}</span><small>{said}</small></span>
      </li>
    </ol>
  )
}
