/** A proposal that waits: what it says, and what the reader may do with it. */
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import ConfirmAction from '../../../ui/ConfirmAction'
import Panel from '../../../ui/Panel'
import { runsOf } from '../model'
import { type Proposal, useDecide } from '../queries'
import Runs from './Runs'

export default function Waiting({ proposal, bank }: { proposal: Proposal; bank: boolean }) {
  const { t } = useTranslation()
  const decide = useDecide()
  const may = (action: Proposal['allowed_actions'][number]) => proposal.allowed_actions.includes(action)
  const { id, year } = proposal
  return (
    <Panel title={t('calendar.waiting', { year })}
      sub={t('calendar.waitingSub', { name: proposal.proposed_by, at: formatDateTime(proposal.proposed_at), day: proposal.valid_from })}
      extra={(
        <>
          {may('acceptance') && (
            <ConfirmAction label={t('calendar.accept')} title={t('calendar.acceptAsk', { day: proposal.valid_from })} text={t(bank ? 'calendar.acceptBank' : 'calendar.acceptNational')}
              button={{ type: 'primary' }} run={() => decide.mutateAsync({ action: 'acceptance', id })} />
          )}
          {may('decline') && (
            <ConfirmAction label={t('calendar.decline')} title={t('calendar.declineAsk')} asks="reason" run={(reason) => decide.mutateAsync({ action: 'decline', id, reason })} />
          )}
          {may('withdrawal') && (
            <ConfirmAction label={t('calendar.withdraw')} title={t('calendar.withdrawAsk')} run={() => decide.mutateAsync({ action: 'withdrawal', id })} />
          )}
        </>
      )}>
      <p className="cal-words">{proposal.source}</p>
      {proposal.days.length === 0 ? <p>{t('calendar.noDays')}</p> : <Runs runs={runsOf(proposal.days).map((run) => ({ ...run, whose: bank ? 'bank' : 'national' }))} />}
      {!may('acceptance') && <p className="zr-sub">{t('calendar.second')}</p>}
    </Panel>
  )
}
