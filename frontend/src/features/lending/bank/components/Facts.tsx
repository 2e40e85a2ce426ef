/** The few facts a decision turns on, the risks, the preflight and the valuation at a glance. */
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useMoney } from '../../../../lib/useMoney'
import { formatBp as percent } from '../../../../lib/fen'
import { PreflightGrid, type PreflightGround, preflightTally } from '../../../../ui/PreflightGrid'
import IntervalChart from '../../../../ui/worth/IntervalChart'
import { type Dossier, type Risk, firmOf, groundsOf, risks, valuationOf } from '../model'
import { Flag } from './Parts'

export function Facts({ dossier, today, onRecord }: {
  dossier: Dossier
  today: string
  onRecord?: (ground: PreflightGround) => void
}) {
  const { t } = useTranslation()
  const grounds = groundsOf(dossier)
  const value = valuationOf(dossier)
  const labels = Object.fromEntries(dossier.rights.map((right) => [right.id, right.label]))
  return (
    <div className="zb-zone">
      <h2>{t('bank.facts.title')}</h2>
      <KeyFacts dossier={dossier} />
      <Risks dossier={dossier} today={today} />
      <section className="zb-section" id="preflight" tabIndex={-1}>
        <h3>{t('preflight.title')}</h3>
        <p className="zb-card-sub">{t('preflight.summary', preflightTally(grounds))}</p>
        <PreflightGrid grounds={grounds} labels={labels} onRecord={onRecord} />
      </section>
      <section className="zb-section">
        {value === null ? <><h3>{t('bank.valuation.title')}</h3><p>{t('bank.valuation.none_title')}</p></> : (
          <IntervalChart title={t('bank.valuation.title')} line={{ label: t('bank.valuation.requested'), fen: dossier.application.amount_fen }} intervals={[{
            key: value.id, name: value.number, method: t(`bank.method.${value.method}`), baseDate: value.base_date, valuer: value.valuer,
            low: value.low_fen, central: value.central_fen, high: value.high_fen, isChosen: true,
          }]} />
        )}
      </section>
    </div>
  )
}

function KeyFacts({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const money = useMoney()
  const { valuation, exposure, fit, application } = dossier
  const above = application.amount_fen > valuation.lendable_fen
  return (
    <dl className="zb-facts">
      <div>
        <dt>{t('bank.facts.ltv', { basis: t(`bank.facts.basis.${valuation.basis}`) })}</dt>
        <dd>{valuation.ltv_bp === null ? t('bank.facts.no_value') : percent(valuation.ltv_bp)}</dd>
      </div>
      <div>
        <dt>{t('bank.facts.carries')}</dt>
        <dd className={above ? 'zb-late' : undefined}>
          {money(valuation.lendable_fen)} {valuation.subject_to_valuation && <small>{t('bank.facts.subject')}</small>}
        </dd>
      </div>
      <div>
        <dt>{t('bank.facts.capacity_left')}</dt>
        <dd>{money(dossier.capacity_left_fen)}</dd>
      </div>
      <div>
        <dt>{t('bank.facts.exposure')}</dt>
        <dd>{t('bank.facts.exposure_sub', { committed: money(exposure.committed_fen), drawn: money(exposure.drawn_fen) })}</dd>
      </div>
      <div>
        <dt>{t('bank.facts.revenue')}</dt>
        <dd>{money(firmOf(dossier).revenue_fen)}</dd>
      </div>
      {fit.rate_from_bp !== null && fit.rate_to_bp !== null && (
        <div>
          <dt>{t('bank.facts.rate')}</dt>
          <dd>{percent(fit.rate_from_bp)} – {percent(fit.rate_to_bp)}</dd>
        </div>
      )}
    </dl>
  )
}

function riskWords(t: TFunction, money: (fen: number) => string, risk: Risk) {
  const { facts } = risk
  switch (risk.code) {
    case 'ground':
      return t('bank.risk.ground', { n: facts['n'], name: t(`preflight.ground.${facts['n']}`) })
    case 'criterion':
      return t('bank.risk.criterion', { name: t(`bank.criterion.${facts['criterion']}`, { defaultValue: t('bank.criterion.other') }) })
    case 'above':
      return t('bank.risk.above', { asked: money(Number(facts['asked'])), limit: money(Number(facts['limit'])) })
    default:
      return t(`bank.risk.${risk.code}`, facts)
  }
}

function Risks({ dossier, today }: { dossier: Dossier; today: string }) {
  const { t } = useTranslation()
  const money = useMoney()
  const found = risks(dossier, today)
  return (
    <section className="zb-section">
      <h3>{found.length === 0 ? t('bank.facts.no_flags') : t('bank.facts.flags', { n: found.length })}</h3>
      <ul className="zb-plain">
        {found.map((risk) => (
          <li key={risk.key} className="zb-risk">
            <Flag level={risk.level}>{t(`bank.risk.level.${risk.level}`)}</Flag>
            <span>{riskWords(t, money, risk)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
