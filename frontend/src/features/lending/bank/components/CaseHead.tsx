/** The head of a case: firm, state, product and amount, the clock, and where it stands. */
import { LeftOutlined, PrinterOutlined, RightOutlined } from '@ant-design/icons'
import { Breadcrumb, Button, Steps } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMoney } from '../../../../lib/useMoney'
import { useNarrow } from '../../../../lib/useNarrow'
import { useTitle } from '../../../../lib/useTitle'
import { Link, useLocation, useNavigate } from 'react-router'
import { formatDate } from '../../../../lib/dates'
import { DecisionClock } from '../../../../ui/DecisionClock'
import StatusTag from '../../../../ui/StatusTag'
import { type Dossier, STEPS, progress } from '../model'
import { useApplications } from '../queries'
import { queryOf, useQueueState } from '../useQueueState'
import { useNeighbourKeys } from '../useNeighbourKeys'

export function CaseHead({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const money = useMoney()
  const { search } = useLocation()
  const { application } = dossier
  useTitle(application.applicant.name)
  return (
    <>
      <Breadcrumb style={{ marginBottom: 4 }} items={[
        { title: <Link to={`/b/queue${search}`}>{t('bank.case.breadcrumb')}</Link> }, { title: application.number },
      ]} />
      <div className="zb-head">
        <h1>{application.applicant.name}</h1>
        <StatusTag subject="loan_application" state={application.state} />
        <span className="zb-head-sub">
          {t('bank.case.meta', {
            product: application.product.name, amount: money(application.amount_fen), months: application.term_months,
            n: dossier.rights.length,
          })}
          {application.group && <> · {t('desk.queue.group_of', { name: application.group.name })}</>}
          {application.substitute && <> · {t('desk.queue.substitute', { name: application.substitute })}</>}
        </span>
        <span className="zb-spacer" />
        {application.clock !== null && application.clock.state !== 'ended' && <DecisionClock clock={application.clock} withDate />}
        <Link to={`/b/queue/${application.id}/print`} className="no-print"><Button icon={<PrinterOutlined aria-hidden />} tabIndex={-1}>{t('bank.paper.open')}</Button></Link>
        <Neighbours id={application.id} />
      </div>
      <CaseSteps dossier={dossier} />
    </>
  )
}

function CaseSteps({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const { place, on, ended } = progress(dossier.application, dossier.history)
  if (narrow)
    return <p className="zb-card zb-steps">{t('bank.case.step_of', { n: place + 1, all: STEPS.length, name: t(`bank.case.step.${STEPS[place]}`) })}</p>
  return (
    <div role="region" className="zb-card zb-steps" tabIndex={0} aria-label={t('bank.case.steps_label')}>
      <Steps type="dot" size="small" responsive={false} current={place} status={ended ? 'error' : 'process'} style={{ minWidth: 860 }}
        items={STEPS.map((step) => {
          const day = on[step]
          return { title: t(`bank.case.step.${step}`), content: day === undefined ? undefined : formatDate(day).slice(5) }
        })} />
    </div>
  )
}

/** The previous and next case of the list one came from: `[` and `]`. */
function Neighbours({ id }: { id: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { search } = useLocation()
  const { state } = useQueueState()
  const list = useApplications(queryOf(state))
  const items = list.data?.items ?? []
  const at = items.findIndex((each) => each.id === id)
  const go = (to: number) => {
    const target = items[to]
    if (target !== undefined) void navigate(`/b/queue/${target.id}${search}`)
  }
  useNeighbourKeys(() => go(at - 1), () => go(at + 1), at >= 0)
  if (at < 0 || items.length < 2) return null
  return (
    <span className="zb-nowrap">
      <Button icon={<LeftOutlined aria-hidden />} aria-label={t('bank.case.previous')} disabled={at === 0} onClick={() => go(at - 1)} />{' '}
      {t('bank.case.place', { n: at + 1, total: list.data?.total ?? items.length })}{' '}
      <Button icon={<RightOutlined aria-hidden />} aria-label={t('bank.case.next')} disabled={at === items.length - 1} onClick={() => go(at + 1)} />
    </span>
  )
}
