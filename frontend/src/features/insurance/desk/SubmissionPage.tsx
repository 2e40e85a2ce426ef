/** `/i/submissions/:id`: answers with their sources, the worksheet of what is tried, and the acts. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { formatDate, formatDateTime } from '../../../lib/dates'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import ModeBanner from '../../../ui/cover/ModeBanner'
import Premium from '../components/plan/Premium'
import type { Doc } from '../model/doc'
import { type Rating, rateRisk } from '../queries'
import '../insurance.css'
import ActBar from './ActBar'
import Answers from './Answers'
import './desk.css'
import Due from './Due'
import type { Detail, Risk } from './queries'
import { useDeskActs, useSubmission } from './queries'
import Quotes from './Quotes'
import Screening from './Screening'
import WhatIf from './WhatIf'

export default function SubmissionPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const found = useSubmission(id)
  const crumbs = [{ label: t('insurance.desk.title'), to: '/i/submissions' }]
  if (found.isPending) return <><PageHeader title={t('insurance.desk.title')} crumbs={crumbs} /><Panel flush><SkeletonRows rows={8} /></Panel></>
  if (found.isLoadingError) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  const { submission, desk } = found.data
  return (
    <>
      <ModeBanner />
      <PageHeader title={submission.firm} crumbs={[...crumbs, { label: submission.number }]} mark={<StatusTag subject="submission" state={submission.state} />}
        sub={`${t(`insurance.line.${submission.line}`)} · ${desk ? `${formatDate(desk.risk.inception_on as string)} – ${formatDate(desk.risk.expires_on as string)}` : ''} · ${submission.product}`}
        extra={<Due of={submission} />} />
      {desk && <Desk key={`${submission.version}-${found.data.quotes.length}`} found={found.data} />}
    </>
  )
}

/** What is tried is rated as it is typed; nothing of it is stored before it is quoted. */
function useTried(planId: string, risk: Risk) {
  const [rating, setRating] = useState<Rating | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [of, setOf] = useState<Risk | null>(null)
  useEffect(() => {
    let over = false
    const wait = setTimeout(() => {
      rateRisk(planId, risk as unknown as Doc, null).then(
        (next) => { if (!over) { setRating(next); setError(null); setOf(risk) } },
        (problem: unknown) => { if (!over) { setRating(null); setError(problem); setOf(risk) } },
      )
    }, 150)
    return () => { over = true; clearTimeout(wait) }
  }, [planId, risk])
  // What was rated before is still shown while the next is rated, but is no answer to it.
  return { rating, error, answer: of === risk ? rating : null }
}

function Desk({ found }: { found: Detail }) {
  const { t } = useTranslation()
  const acts = useDeskActs(found.submission.id)
  const desk = found.desk!
  const asked = desk.risk as unknown as Risk
  const [risk, setRisk] = useState<Risk>(asked)
  const tried = useTried(desk.plan_id, risk)
  const base = useTried(desk.plan_id, asked)
  const differs = risk !== asked
  return (
    <>
      {found.newest_version > found.submission.version && <div className="zr-problem" role="status">{t('insurance.desk.answers_newer', { n: found.newest_version })}</div>}
      <div className="zu-desk">
        <div className="zi-stack">
          <Screening found={found} acts={acts} />
          <Answers found={found} />
        </div>
        <div className="zi-stack">
          <Panel title={t('insurance.desk.worksheet')} sub={t('insurance.desk.of_plan', { plan: desk.plan })} extra={differs && <Mark tone="warning">{t('insurance.desk.tried')}</Mark>}>
            {tried.error !== null && <FormProblem error={tried.error} />}
            {tried.rating === null && tried.error === null && <SkeletonRows rows={8} />}
            {tried.rating && <div aria-busy={tried.answer === null} style={tried.answer === null ? { opacity: 0.5 } : undefined}><Premium rating={tried.rating} /></div>}
          </Panel>
          <Quotes found={found} />
        </div>
        <div className="zi-stack">
          <WhatIf asked={asked} risk={risk} change={setRisk} before={base.answer} after={tried.answer} />
          {found.questions.length > 0 && (
            <Panel title={t('insurance.desk.questions')}>
              {found.questions.map((each) => (
                <div key={each.n} className="zu-question">
                  {each.items.map((item, n) => <p key={n}>{String(item.text)}</p>)}
                  <p className="zr-sub">{each.asked_by} · {formatDateTime(each.asked_at)}</p>
                  {each.answer ? <p>{each.answer}<span className="zr-sub"> {each.answered_by} · {formatDateTime(each.answered_at)}</span></p> : <Mark tone="warning">{t('insurance.desk.unanswered', { day: formatDate(each.due_on) })}</Mark>}
                </div>
              ))}
            </Panel>
          )}
        </div>
      </div>
      <ActBar found={found} risk={risk} rating={tried.answer} acts={acts} />
    </>
  )
}
