/** `/b/queue/:id/decision`: the maker's opinion, with its limits and who will check it. */
import { Button, Input, Radio } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useHotkeys } from '../../../../lib/useHotkeys'
import ErrorState from '../../../../ui/ErrorState'
import FormProblem from '../../../../ui/FormProblem'
import EmptyState from '../../../../ui/EmptyState'
import PageHeader from '../../../../ui/PageHeader'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { useLoanCover } from '../../../../ui/cover/LoanCover'
import '../bank.css'
import { DecisionLimits } from '../components/DecisionLimits'
import { SentBack } from '../components/CaseNotes'
import { UnseenDocuments } from '../components/UnseenDocuments'
import { GrantFields, RefusalFields } from '../components/OpinionFields'
import { type Dossier, newest } from '../model'
import { type Typed, bodyOf, faults, percentOf, wanOf } from '../proposal'
import { useAct, useDossier } from '../queries'
import { useKept } from '../useKept'

export default function DecisionPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const dossier = useDossier(id)
  if (dossier.isPending) return <SkeletonRows rows={10} />
  if (dossier.isLoadingError) return <ErrorState error={dossier.error} retry={() => void dossier.refetch()} />
  const { application } = dossier.data
  const crumbs = [
    { label: t('bank.case.breadcrumb'), to: '/b/queue' }, { label: application.number, to: `/b/queue/${id}` }, { label: t('bank.decision.title') },
  ]
  if (!application.allowed_actions.includes('opinion'))
    return (
      <>
        <PageHeader title={t('bank.decision.title')} crumbs={crumbs} />
        <EmptyState title={t('bank.decision.not_now')}
          text={t('bank.decision.not_now_text', { state: t(`status.loan_application.${application.state}`) })}
          action={<Link to={`/b/queue/${id}`}>{t('bank.decision.back')}</Link>} />
      </>
    )
  return (
    <>
      <PageHeader title={t('bank.decision.title')} crumbs={crumbs}
        sub={t('bank.decision.for', { firm: application.applicant.name, number: application.number })} />
      <OpinionForm dossier={dossier.data} />
    </>
  )
}

function beginning(dossier: Dossier): Typed {
  const { application, fit } = dossier
  const last = newest(application.opinions)
  const limit = Math.min(application.amount_fen, fit.carries_fen)
  return {
    kind: last?.kind === 'refusal' ? 'refusal' : 'grant',
    amount: wanOf(last?.amount_fen ?? limit),
    rate: last?.rate_bp != null ? percentOf(last.rate_bp) : fit.rate_from_bp === null ? '' : percentOf(fit.rate_from_bp),
    term: String(last?.term_months ?? application.term_months),
    valid_days: String(last?.valid_days ?? 30),
    conditions: last?.conditions ?? [],
    guarantee_required: last?.guarantee_required ?? false,
    reason_code: last?.reason_code ?? undefined,
    sentence: last?.sentence ?? '',
    note: last?.note ?? '',
  }
}

function OpinionForm({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const act = useAct()
  const { application, fit } = dossier
  const kept = useKept<Typed>(`opinion.${application.id}.${application.opinions?.length ?? 0}`, beginning(dossier))
  const typed = kept.value
  const [tried, setTried] = useState(false)
  const summary = useRef<HTMLDivElement>(null)
  const limit = Math.min(application.amount_fen, fit.carries_fen)
  const asked = useLoanCover(application.id).data?.required ?? false
  const found = faults(typed, limit)
  const shown = tried ? found : []
  useEffect(() => { if (tried && found.length > 0) summary.current?.focus() }, [tried, found.length])

  const change = (part: Partial<Typed>) => kept.set({ ...typed, ...part })
  const send = () => {
    setTried(true)
    if (found.length > 0) {
      summary.current?.focus()
      return
    }
    act.mutate({ id: application.id, act: 'opinion', body: bodyOf(typed) }, {
      onTaken: kept.forget,
      onSuccess: () => void navigate(`/b/queue/${application.id}`),
    })
  }
  useHotkeys({ 'ctrl+enter': send })

  return (
    <div className="zb-decision">
      <SentBack dossier={dossier} />
      <UnseenDocuments dossier={dossier} />
      <section className="zb-card zb-card-body zb-form" aria-label={t('bank.decision.title')}>
        {shown.length > 0 && (
          <div ref={summary} className="zr-problem" role="alert" tabIndex={-1}><strong>{t('bank.decision.errors', { n: shown.length })}</strong></div>
        )}
        <Radio.Group value={typed.kind} onChange={(event) => change({ kind: event.target.value })} style={{ width: '100%' }}
          aria-label={t('bank.decision.kind')}>
          {(['grant', 'refusal'] as const).map((kind) => (
            <div key={kind} className="zb-choice" data-on={typed.kind === kind}>
              <Radio value={kind}>
                <strong>{t(`bank.decision.${kind}`)}</strong>
                <span className="zb-small">{t(`bank.decision.${kind}_help`)}</span>
              </Radio>
            </div>
          ))}
        </Radio.Group>
        {typed.kind === 'grant'
          ? <GrantFields typed={typed} faults={shown} limit={limit} fit={fit} asked={asked} change={change} />
          : <RefusalFields typed={typed} faults={shown} change={change} />}
        <label htmlFor="opinion-note">{t('bank.decision.note')}</label>
        <Input.TextArea id="opinion-note" rows={4} maxLength={10_000} value={typed.note} style={{ marginBottom: 16 }}
          onChange={(event) => change({ note: event.target.value })} />
        <FormProblem error={act.error} />
        <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', marginTop: 12 }}>
          <Button type="primary" size="large" loading={act.isPending} onClick={send}>{t('bank.decision.submit')}</Button>
          <Link to={`/b/queue/${application.id}`}><Button size="large" tabIndex={-1}>{t('bank.decision.back')}</Button></Link>
        </div>
      </section>
      <DecisionLimits dossier={dossier} typed={typed} limit={limit} />
    </div>
  )
}
