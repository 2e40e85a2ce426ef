/** A look at one case beside the list, which stays operable. */
import { CloseOutlined, DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMoney } from '../../../../lib/useMoney'
import { Link } from 'react-router'
import { formatBp as percent } from '../../../../lib/fen'
import { DecisionClock } from '../../../../ui/DecisionClock'
import ErrorState from '../../../../ui/ErrorState'
import { PreflightStrip } from '../../../../ui/PreflightGrid'
import StatusTag from '../../../../ui/StatusTag'
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
    <aside className="zb-card zb-peek" aria-label={t('bank.peek.title')}>
      <div className="zb-card-head">
        <span className="zb-card-sub">{t('bank.peek.title')}</span>
        <span style={{ marginLeft: 'auto' }}>
          <Button type="text" icon={<UpOutlined />} aria-label={t('bank.peek.previous')} onClick={() => onMove(-1)} />
          <Button type="text" icon={<DownOutlined />} aria-label={t('bank.peek.next')} onClick={() => onMove(1)} />
          <Button type="text" icon={<CloseOutlined />} aria-label={t('bank.peek.close')} onClick={onClose} />
        </span>
      </div>
      <div className="zb-card-body">
        <span className="zb-card-sub">{application.number} · {application.product.name}</span>
        <h2 style={{ fontSize: 16, lineHeight: '24px', fontWeight: 600, margin: '2px 0 6px' }}>{application.applicant.name}</h2>
        <StatusTag subject="loan_application" state={application.state} /> <DecisionClock clock={application.clock} />
        {dossier.isPending && <Skeleton active paragraph={{ rows: 8 }} title={false} style={{ marginTop: 16 }} />}
        {dossier.isLoadingError && <ErrorState compact error={dossier.error} retry={() => void dossier.refetch()} />}
        {dossier.data && <Inside dossier={dossier.data} />}
      </div>
      <div className="zb-card-head" style={{ borderTop: '1px solid #e4e7ec', borderBottom: 0 }}>
        <Link to={href} style={{ flex: 1 }}><Button type="primary" block tabIndex={-1}>{t('bank.peek.open')}</Button></Link>
        {onTake && <Button onClick={onTake}>{t('bank.peek.take')}</Button>}
      </div>
    </aside>
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
