/** The values that firm and bank propose to each other for a small deal, and the answers; for either side. */
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatDateTime } from '../../../lib/dates'
import { useMoney } from '../../../lib/useMoney'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import StatusTag from '../../../ui/StatusTag'
import { ProposeDialog, RefuseDialog } from './Dialogs'
import { type Proposal, type SmallDeal, useAnswer, useNegotiation } from './queries'
import './negotiation.css'

export default function Negotiation({ id, mayPropose }: { id: string; mayPropose: boolean }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'propose' | { refuse: string } | null>(null)
  const found = useNegotiation(id)
  if (found.isLoadingError) return <ErrorState compact error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return null
  const { items, small_deal } = found.data
  const waiting = items.find((each) => each.state === 'open')
  const isOwn = waiting?.allowed_actions.includes('withdrawal') ?? false
  const isAllowed = small_deal.outcome !== 'refuse'
  return (
    <>
      {items.length === 0 && <p className="ne-facts">{t('negotiation.none')}</p>}
      <ul className="ne-list">
        {items.map((each) => <Item key={each.id} proposal={each} onRefuse={() => setOpen({ refuse: each.id })} />)}
      </ul>
      <div className="ne-foot no-print">
        {mayPropose && isAllowed && !isOwn && <Button onClick={() => setOpen('propose')}>{t(waiting ? 'negotiation.counter' : 'negotiation.propose')}</Button>}
        <Ceiling found={small_deal} />
      </div>
      {open === 'propose' && <ProposeDialog id={id} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'propose' && <RefuseDialog id={open.refuse} onClose={() => setOpen(null)} />}
    </>
  )
}

function Ceiling({ found }: { found: SmallDeal }) {
  const { t } = useTranslation()
  const money = useMoney()
  const words = t(`negotiation.ceiling.${found.outcome}`, { amount: money(found.amount_fen), limit: money(found.up_to_fen) })
  return (
    <p className="ne-ceiling">
      {found.outcome === 'pass' ? words : <Mark tone={found.outcome === 'refuse' ? 'danger' : 'warning'}>{words}</Mark>}
      {' '}{t(found.own ? 'negotiation.ceiling.by_own' : 'negotiation.ceiling.by_platform', { n: found.rule_set_version, from: formatDate(found.valid_from) })}
    </p>
  )
}

function Item({ proposal, onRefuse }: { proposal: Proposal; onRefuse: () => void }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const money = useMoney()
  const answer = useAnswer()
  const { allowed_actions: allowed } = proposal
  const range = `${money(proposal.low_fen)} – ${money(proposal.high_fen)}`
  const ask = (how: 'agreement' | 'withdrawal') =>
    modal.confirm({
      title: t(`negotiation.${how}_ask`), content: `${range} · ${t(`negotiation.${how}_text`)}`, okText: t(`negotiation.${how}`), cancelText: t('negotiation.close'),
      onOk: () => answer.mutateAsync({ id: proposal.id, how }).catch(() => undefined),
    })
  return (
    <li>
      <div className="ne-head">
        <span className="ne-range">{range}</span>
        <span>{t('negotiation.central')} <span className="num">{money(proposal.central_fen)}</span></span>
        <StatusTag subject="value_proposal" state={proposal.state} />
        {proposal.valuation_number && <span className="num">{proposal.valuation_number}</span>}
      </div>
      <p className="ne-facts">{t('worth.approach.negotiated')} · {t('negotiation.base_date')} <span className="num">{proposal.base_date}</span> · {proposal.valuer}</p>
      <p className="ne-words">{proposal.basis}</p>
      <p className="ne-facts">{t('negotiation.proposed', { who: [proposal.proposer, proposal.proposed_by_name].filter(Boolean).join(' · '), at: formatDateTime(proposal.proposed_at) })}</p>
      {proposal.ended_at && <p className="ne-facts">{t(`status.value_proposal.${proposal.state}`)} · {formatDateTime(proposal.ended_at)}{proposal.ended_by_name && ` · ${proposal.ended_by_name}`}</p>}
      {proposal.reason && <p className="ne-words">{t('negotiation.because', { reason: proposal.reason })}</p>}
      <FormProblem error={answer.error} />
      {allowed.length > 0 && (
        <div className="ne-acts no-print">
          {allowed.includes('agreement') && <Button type="primary" onClick={() => ask('agreement')}>{t('negotiation.agreement')}</Button>}
          {allowed.includes('refusal') && <Button onClick={onRefuse}>{t('negotiation.refuse')}</Button>}
          {allowed.includes('withdrawal') && <Button onClick={() => ask('withdrawal')}>{t('negotiation.withdrawal')}</Button>}
        </div>
      )}
    </li>
  )
}
