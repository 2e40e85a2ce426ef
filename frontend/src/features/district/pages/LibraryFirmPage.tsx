/** One firm of the cultivation library: where it stands, and everything recorded of it. */
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import ViewLink from '../../../ui/ViewLink'
import KnownDay from '../components/KnownDay'
import FindingAction from '../components/FindingAction'
import { useDayState } from '../known'
import { EMPTY } from '../model'
import { type Step, useCheckSteps, useLibraryFirm, useTiers, useWithdrawStep } from '../stated'

export default function LibraryFirmPage() {
  const { t } = useTranslation()
  const { code = '' } = useParams()
  const { state, set } = useDayState(EMPTY)
  const asked = useLibraryFirm(code, state.known)
  const tiers = useTiers(state.known)
  const check = useCheckSteps()
  const withdraw = useWithdrawStep()
  if (asked.isLoadingError) return <ErrorState error={asked.error} retry={() => void asked.refetch()} />
  const found = asked.data
  const name = found?.firm?.firm_name ?? found?.steps.at(-1)?.firm_name ?? '…'
  const tierName = (tier: string | null) => tiers.data?.find((each) => each.code === tier)?.name ?? tier ?? ''
  const what = (step: Step) => [t(`district.library.kind.${step.kind}`), tierName(step.tier), step.stock_code, step.reason_words].filter(Boolean).join(' · ')
  return (
    <>
      <PageHeader title={name} sub={<span className="num">{code}</span>} mark={found?.firm && <StatusTag subject="library" state={found.firm.standing} />}
        crumbs={[{ label: t('nav.d.library'), to: `/d/library${state.known ? `?known=${state.known}` : ''}` }, { label: name }]} />
      <div className="zr-filters"><KnownDay known={state.known} onChange={set} /></div>
      {state.known && <p className="zr-sub">{t('district.data_to', { date: state.known })}</p>}
      <Panel title={t('district.library.history')} sub={t('district.entries_sub')}>
        {!found ? <SkeletonRows rows={4} /> : (
          <ul className="d-rows">
            {found.steps.map((step) => (
              <li key={step.id}>
                <span className="d-line">
                  <strong><span className="num">{step.effective_on}</span> · {what(step)}</strong>
                  <StatusTag subject="stated" state={step.state} />
                </span>
                <div>{step.source} · {step.document_id ? <ViewLink id={step.document_id} name={t('district.stated.evidence')} /> : <span className="zr-sub">{t('district.stated.no_evidence')}</span>}</div>
                <div className="zr-sub">{t('district.recorded_by', { name: step.recorder_name })} · <span className="num">{formatDateTime(step.recorded_at)}</span></div>
                {step.checker_name && step.checked_at && (
                  <div className="zr-sub">{t('district.stated.checked_line', { name: step.checker_name, place: step.looked_in, when: formatDateTime(step.checked_at) })}</div>
                )}
                {step.reason && <div>{step.reason}</div>}
                {step.withdrawn_reason && <div className="zr-sub">{t('district.stated.withdrawn_line', { name: step.withdrawer_name, reason: step.withdrawn_reason })}</div>}
                {step.allowed_actions.includes('verification') && (
                  <FindingAction label={t('district.verify')} title={t('district.library.check_title', { n: 1 })} run={(body) => check.mutateAsync({ ids: [step.id], body })} />
                )}
                {step.allowed_actions.includes('withdrawal') && (
                  <ConfirmAction label={t('district.stated.withdraw')} title={t('district.stated.withdraw_title', { days: step.effective_on })} text={t('district.stated.withdraw_text')}
                    asks="reason" button={{ size: 'small', danger: true }} run={(reason) => withdraw.mutateAsync({ id: step.id, reason })} />
                )}
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  )
}
