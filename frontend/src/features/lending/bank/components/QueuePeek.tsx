/** A look at one case beside the list, which stays operable. */
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMoney } from '../../../../lib/useMoney'
import { formatBp as percent } from '../../../../lib/fen'
import { DecisionClock } from '../../../../ui/DecisionClock'
import ErrorState from '../../../../ui/ErrorState'
import { PreflightStrip } from '../../../../ui/PreflightGrid'
import StatusTag from '../../../../ui/StatusTag'
import Peek from '../../../../ui/worklist/Peek'
import { type Application, type Dossier, groundsOf } from '../model'
import { useDossier } from '../queries'
import { VerdictLine } from './Parts'

const MOST_RIGHTS = 3

export function QueuePeek({ application, href, onClose, onMove, onTake }: {
  application: Application
  href: string
  onClose: () => void
  onMove: (by: 1 | -1) => void
  onTake?: () => void
}) {
  const { t } = useTranslation()
  const dossier = useDossier(application.id)
  return (
    <Peek title={t('bank.peek.title')} href={href} openLabel={t('bank.peek.open')} onClose={onClose} onMove={onMove}
      acts={onTake && <Button onClick={onTake}>{t('bank.peek.take')}</Button>}>
      <span className="zr-sub">{application.number} · {application.product.name}</span>
      <h2>{application.applicant.name}</h2>
      <StatusTag subject="loan_application" state={application.state} /> <DecisionClock clock={application.clock} />
      {dossier.isPending && <Skeleton active paragraph={{ rows: 8 }} title={false} style={{ marginTop: 16 }} />}
      {dossier.isLoadingError && <ErrorState compact error={dossier.error} retry={() => void dossier.refetch()} />}
      {dossier.data && <Inside dossier={dossier.data} />}
    </Peek>
  )
}

function Inside({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const money = useMoney()
  const { application, exposure, valuation, rights } = dossier
  return (
    <>
      <div className="zb-figures">
        <div><span className="zb-figure-label">{t('bank.peek.amount')}</span><strong className="zb-nowrap">{money(application.amount_fen)}</strong></div>
        <div>
          <span className="zb-figure-label">{t('bank.peek.ltv')}</span>
          <strong>{valuation.ltv_bp === null ? t('bank.facts.no_value') : percent(valuation.ltv_bp)}</strong>
        </div>
        <div><span className="zb-figure-label">{t('bank.peek.exposure')}</span><strong>{t('bank.facts.exposure_sub', { committed: money(exposure.committed_fen), drawn: money(exposure.drawn_fen) })}</strong></div>
      </div>
      <section className="zb-section">
        <h3>{t('bank.peek.why')} · {t(`bank.grade.${dossier.fit.grade}`)}</h3>
        <ul className="zb-plain">{dossier.fit.verdicts.map((each) => <VerdictLine key={each.criterion} verdict={each} />)}</ul>
      </section>
      <section className="zb-section">
        <h3>{t('preflight.title')}</h3>
        <PreflightStrip grounds={groundsOf(dossier)} />
      </section>
      <section className="zb-section">
        <h3>{t('bank.peek.rights', { n: rights.length })}</h3>
        <ul className="zb-plain">
          {rights.slice(0, MOST_RIGHTS).map((each) => (
            <li key={each.id}>{each.title} <span className="zb-card-sub zb-nowrap">{each.label}</span></li>
          ))}
        </ul>
        {rights.length > MOST_RIGHTS && <span className="zb-card-sub">{t('bank.peek.more', { n: rights.length - MOST_RIGHTS })}</span>}
      </section>
    </>
  )
}
