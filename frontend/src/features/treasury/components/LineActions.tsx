/** What may be done with a line that waits: say what it is for, and another person confirms or refuses. */
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { keepFocus } from '../../../lib/keepFocus'
import ConfirmAction from '../../../ui/ConfirmAction'
import Money from '../../../ui/Money'
import { type Line, useDesk } from '../queries'
import ProposeMatch from './ProposeMatch'
import ProposeRefund from './ProposeRefund'

export default function LineActions({ line }: { line: Line }) {
  const { t } = useTranslation()
  const { confirmMatch, refuseMatch } = useDesk()
  const [proposing, setProposing] = useState(false)
  const [returning, setReturning] = useState(false)
  const may = (action: string) => line.allowed_actions.includes(action)
  const { proposal } = line
  const proposed = proposal !== null
  const before = useRef(proposed)
  useEffect(() => {
    if (proposed && !before.current) keepFocus()
    before.current = proposed
  }, [proposed])
  return (
    <>
      {proposal && (
        <div className="zr-sub">
          {t('money.match.proposed', { name: proposal.proposed_by_name })}{' '}
          <Money fen={proposal.amount_fen} currency={line.currency} exact /> → {t(`money.match.kinds.${proposal.kind}`)} {proposal.charge_reference ?? proposal.order_number ?? proposal.counter_name ?? proposal.payee_name ?? proposal.gateway_payout}
          {proposal.yuan_fen !== null && <div>{t('money.match.yuanOf', { on: proposal.yuan_on, evidence: proposal.evidence })} <Money fen={proposal.yuan_fen} exact /></div>}
          {proposal.note && <div className="zr-said">{proposal.note}</div>}
        </div>
      )}
      {line.returning_fen > 0 && <div className="zr-sub">{t('money.match.returning')} <Money fen={line.returning_fen} currency={line.currency} exact /> · <Link to="/o/money/refunds">{t('money.orders.title')}</Link></div>}
      {line.converted_from && <div className="zr-sub">{t('money.match.convertedFrom', { name: line.converted_from })} <Money fen={line.converted_fen} exact /></div>}
      <span className="mo-line mo-start">
        {may('match') && <Button size="small" onClick={() => setProposing(true)}>{t('money.match.propose')}</Button>}
        {may('match') && line.direction === 'in' && <Button size="small" onClick={() => setReturning(true)}>{t('money.match.return')}</Button>}
        {proposal && may('confirm') && (
          <ConfirmAction label={t('money.match.confirm')} title={t('money.match.confirmAsk')} text={t(`money.match.confirmOf.${proposal.kind}`)}
            button={{ size: 'small', type: 'primary' }} run={() => confirmMatch(line.id)} />
        )}
        {proposal && may('refuse') && (
          <ConfirmAction label={t('money.match.refuse')} title={t('money.match.refuseAsk')} text={t('money.match.refuseText')}
            button={{ size: 'small' }} run={() => refuseMatch(line.id)} />
        )}
        {proposal && !may('confirm') && <span className="zr-sub">{t('money.match.secondPerson')}</span>}
      </span>
      {proposing && <ProposeMatch line={line} close={() => setProposing(false)} />}
      {returning && <ProposeRefund chargeId={undefined} line={line} close={() => setReturning(false)} />}
    </>
  )
}
