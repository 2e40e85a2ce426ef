import { Button, Progress, Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import ErrorState from '../../../../ui/ErrorState'
import FormProblem from '../../../../ui/FormProblem'
import Money from '../../../../ui/Money'
import PageHeader from '../../../../ui/PageHeader'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import StatusTag from '../../../../ui/StatusTag'
import PapersPanel from '../../../../ui/papers/PapersPanel'
import CaseMessages from '../../../../ui/thread/CaseMessages'
import { useNarrow } from '../../../../lib/useNarrow'
import { useCopy } from '../actions'
import AnswerRequest from '../components/AnswerRequest'
import CarriedOver from '../components/CarriedOver'
import Clock from '../components/Clock'
import ConsentCard from '../components/ConsentCard'
import LoanFacts from '../components/LoanFacts'
import LoanTimeline from '../components/LoanTimeline'
import OfferCompare from '../components/OfferCompare'
import OfferPanel from '../components/OfferPanel'
import CoverPanel from '../components/CoverPanel'
import NegotiationPanel from '../components/NegotiationPanel'
import RevaluationPanel from '../components/RevaluationPanel'
import PledgePanel from '../components/PledgePanel'
import WithdrawModal from '../components/WithdrawModal'
import { comparable, pathOf, told, type Application } from '../model'
import { useApplication, useApplicationsOf, useHistory, useRequests } from '../queries'

const P = 'lending_enterprise.loan'
const FINAL = ['declined', 'retracted', 'expired', 'withdrawn', 'committed_elsewhere', 'closed']
const ENDED = [...FINAL, 'refused']

export default function LoanPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const application = useApplication(id)
  const crumbs = [{ to: '/e/loans', label: t('lending_enterprise.list.title') }]
  if (application.isPending)
    return (
      <>
        <PageHeader crumbs={crumbs} title={t('lending_enterprise.list.title')} />
        <SkeletonRows rows={10} />
      </>
    )
  if (application.isLoadingError)
    return (
      <>
        <PageHeader crumbs={crumbs} title={t('lending_enterprise.list.title')} />
        <ErrorState error={application.error} retry={() => void application.refetch()} />
      </>
    )
  return <Loan application={application.data} crumbs={crumbs} />
}

function Loan({ application, crumbs }: { application: Application; crumbs: { to: string; label: string }[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const narrow = useNarrow()
  const [withdrawing, setWithdrawing] = useState(false)
  const siblings = useApplicationsOf(application.request_id)
  const requests = useRequests()
  const again = useCopy(application.id)
  const may = (action: string) => application.allowed_actions.includes(action)
  const path = pathOf(application.state)
  const compared = comparable(siblings.data?.items ?? [])
  const { pledgeId, reason } = told(application, useHistory(application.id).data ?? [])
  const request = requests.data?.items.find((each) => each.id === application.request_id)

  return (
    <>
      <PageHeader
        crumbs={[...crumbs, { label: application.number }]}
        title={`${application.lender.name} · ${application.product.name}`}
        sub={
          <span className="le-head">
            <StatusTag subject="loan_application" state={application.state} />
            <span className="num">
              {application.number} · <Money fen={application.amount_fen} /> ·{' '}
              {t('lending_enterprise.months', { n: application.term_months })}
            </span>
            <span>
              {t(`${P}.facts.handler`)}{' '}
              {application.assignee ? application.assignee.name : t(`${P}.facts.noHandler`)}
            </span>
          </span>
        }
        extra={
          <>
            {may('withdrawal') && (
              <Button onClick={() => setWithdrawing(true)}>{t(`${P}.withdraw`)}</Button>
            )}
            {may('copy') && (
              <Button
                type="primary"
                loading={again.isPending}
                onClick={() =>
                  again.mutate(undefined, {
                    onSuccess: (copy) => void navigate(`/e/loans/${copy.id}`),
                  })
                }
              >
                {t(`${P}.again`)}
              </Button>
            )}
          </>
        }
      />
      {again.isError && <FormProblem error={again.error} />}
      <nav
        className="le-path"
        aria-label={t(`${P}.stepsLabel`, { state: t(`status.loan_application.${application.state}`) })}
      >
        {narrow ? (
          <>
            <Progress
              steps={path.steps.length}
              percent={(Math.min(path.at + 1, path.steps.length) * 100) / path.steps.length}
              showInfo={false}
              aria-label={t(`${P}.stepsLabel`, {
                state: t(`status.loan_application.${application.state}`),
              })}
            />
            <div>
              {t(`${P}.stepOf`, {
                n: Math.min(path.at + 1, path.steps.length),
                all: path.steps.length,
                name: t(`${P}.main.${path.steps[Math.min(path.at, path.steps.length - 1)]}`),
              })}
            </div>
          </>
        ) : (
          <Steps
            size="small"
            type="dot"
            current={path.at}
            status={path.left ? 'error' : 'process'}
            items={path.steps.map((step) => ({ title: t(`${P}.main.${step}`) }))}
          />
        )}
      </nav>
      <div className="le-clock-strip">
        <Clock clock={application.clock} offer={application.offer} full />
      </div>
      <div className="le-loan">
        <div className="le-stack">
          {application.state === 'draft' && application.copied_from && <CarriedOver application={application} />}
          {application.state === 'draft' && (
            <Panel title={t(`${P}.submit.title`, { bank: application.lender.name })}>
              {application.return_reason && (
                <div className="le-returned" role="note">
                  <strong>{t(`${P}.returned`, { reason: application.return_reason })}</strong>
                  <div>
                    {t(`${P}.returnedFix`)}{' '}
                    <Link to={`/e/loans/new?request=${application.request_id}&products=${application.product.id}`}>
                      {t(`${P}.edit`)}
                    </Link>
                  </div>
                </div>
              )}
              <ConsentCard
                application={application}
                documentIds={null}
                requestRevision={
                  request && request.revision !== application.request_revision
                    ? request.revision
                    : null
                }
              />
            </Panel>
          )}
          {application.open_request && (
            <div className="le-urgent">
              <AnswerRequest application={application} asked={application.open_request} />
            </div>
          )}
          {application.refusal && (
            <Panel title={t(`${P}.refusal.title`)}>
              <p>
                <strong>
                  {t(`${P}.refusal.reason`, {
                    v: t(`${P}.refusalReason.${application.refusal.reason_code}`),
                  })}
                </strong>
              </p>
              {application.refusal.words && <p className="le-prose">{application.refusal.words}</p>}
              <p className="le-prose">{application.refusal.sentence}</p>
              <p className="muted">{t(`${P}.refusal.next`)}</p>
              <Link to={`/e/matches?request=${application.request_id}`}>
                {t(`${P}.refusal.match`)}
              </Link>
            </Panel>
          )}
          {FINAL.includes(application.state) && (
            <p className="le-final" role="status">
              {t(`${P}.final.${application.state}`)}
              {reason && ` ${t(`${P}.final_reason`, { reason })}`}
            </p>
          )}
          {application.drawdown && (
            <Panel title={t(`${P}.drawdown.title`)}>
              <p className="num">
                {t(`${P}.drawdown.on`, {
                  date: application.drawdown.drawn_on,
                  number: application.drawdown.loan_contract,
                })}{' '}
                <strong>
                  <Money fen={application.drawdown.amount_fen} />
                </strong>
              </p>
            </Panel>
          )}
          {application.state === 'drawn' && <RevaluationPanel id={application.id} bank={application.lender.name} />}
          <NegotiationPanel application={application} />
          {application.offer && <OfferPanel application={application} />}
          {application.state !== 'draft' && !ENDED.includes(application.state) && <CoverPanel id={application.id} />}
          {pledgeId && <PledgePanel id={pledgeId} />}
          {compared.length > 1 && <OfferCompare items={compared} current={application.id} />}
          {application.submitted_at && (
            <div id="messages">
              <Panel title={t('thread.title')} sub={t('thread.caseSub')}>
                <CaseMessages id={application.id} label={t('thread.toBank')} over={ENDED.includes(application.state)} />
              </Panel>
            </div>
          )}
          {application.state !== 'draft' && <PapersPanel subjects={[application.id, ...(pledgeId ? [pledgeId] : [])]} />}
        </div>
        <div className="le-stack">
          <LoanFacts application={application} />
          <LoanTimeline id={application.id} />
        </div>
      </div>
      <WithdrawModal
        application={application}
        open={withdrawing}
        onClose={() => setWithdrawing(false)}
      />
    </>
  )
}
