/** What bounds an opinion, and who will decide on it. */
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatBp as percent } from '../../../../lib/fen'
import { useMe } from '../../../../lib/permissions'
import { useMoney } from '../../../../lib/useMoney'
import { type Dossier, deciders, ltvBp } from '../model'
import { type Typed, fenOf } from '../proposal'
import { Card } from './Parts'

export function DecisionLimits({ dossier, typed, limit }: { dossier: Dossier; typed: Typed; limit: number }) {
  const { t } = useTranslation()
  const money = useMoney()
  const me = useMe().member
  const people = deciders(dossier, me.id)
  const { application, fit, valuation } = dossier
  const amount = fenOf(typed.amount)
  return (
    <div className="zb-stack">
      {valuation.frozen !== null && valuation.check === null && <Alert type="warning" showIcon title={t('bank.decision.unchecked')} />}
      <Card title={t('bank.decision.limits')} id="opinion-limits">
        <dl className="zb-facts" style={{ gridTemplateColumns: '1fr auto', margin: 0 }}>
          <dt>{t('bank.decision.limit.asked')}</dt><dd>{money(application.amount_fen)}</dd>
          <dt>{t('bank.decision.limit.carries')}</dt><dd>{money(fit.carries_fen)}</dd>
          <dt>{t('bank.facts.capacity_left')}</dt><dd>{money(dossier.capacity_left_fen)}</dd>
          <dt>{t('bank.decision.limit.most')}</dt><dd>{money(limit)}</dd>
          <dt>{t('bank.decision.limit.rate')}</dt><dd>{percent(fit.rate_from_bp)} – {percent(fit.rate_to_bp)}</dd>
          <dt>{t('bank.decision.limit.ltv')}</dt>
          <dd>{amount === null || typed.kind === 'refusal' ? '—' : percent(ltvBp(amount, valuation.value_fen))}</dd>
        </dl>
      </Card>
      <Card title={t('bank.decision.chain')} id="opinion-chain">
        <ol className="zb-people">
          <li>
            <span className="zb-face" data-state="now" aria-hidden>{me.name.slice(0, 1)}</span>
            <span className="zb-two">{me.name}<small>{t('bank.decision.chain_you')}</small></span>
          </li>
          <li>
            <span className="zb-face" aria-hidden>{people[0]?.name.slice(0, 1) ?? '—'}</span>
            <span className="zb-two">
              {people.length === 0 ? t('bank.bar.no_checker') : people.map((each) => each.name).join(' / ')}
              <small>{t('bank.review.chain_checker')}</small>
            </span>
          </li>
        </ol>
        <p className="zb-card-sub" style={{ margin: 0 }}>{t('bank.decision.chain_help')}</p>
      </Card>
    </div>
  )
}
