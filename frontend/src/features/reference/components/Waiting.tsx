/** A proposal that waits: what it changes, and what the reader may do with it. */
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Proposal, type Table, useDecide, useProposal } from '../queries'
import RowsTable, { ChangesTable } from './RowsTable'

export default function Waiting({ table, proposal }: { table: Table; proposal: Proposal }) {
  const { t } = useTranslation()
  const decide = useDecide()
  const asked = useProposal(proposal.id)
  const [whole, setWhole] = useState(false)
  const { id } = proposal
  const may = (action: Proposal['allowed_actions'][number]) => proposal.allowed_actions.includes(action)
  return (
    <Panel title={t('reference.waiting')} flush
      sub={t('reference.waitingSub', { name: proposal.proposed_by, at: formatDateTime(proposal.proposed_at), day: proposal.valid_from })}
      extra={(
        <>
          {may('acceptance') && (
            <ConfirmAction label={t('reference.accept')} title={t('reference.acceptAsk', { day: proposal.valid_from })} text={t('reference.acceptText')}
              button={{ type: 'primary' }} run={() => decide.mutateAsync({ action: 'acceptance', id })} />
          )}
          {may('decline') && (
            <ConfirmAction label={t('reference.decline')} title={t('reference.declineAsk')} asks="reason" run={(reason) => decide.mutateAsync({ action: 'decline', id, reason })} />
          )}
          {may('withdrawal') && (
            <ConfirmAction label={t('reference.withdraw')} title={t('reference.withdrawAsk')} run={() => decide.mutateAsync({ action: 'withdrawal', id })} />
          )}
        </>
      )}>
      <div className="ref-lead">
        <p className="ref-words">{t('reference.source')}{t('common.colon')}{proposal.source}</p>
        {!may('acceptance') && <p className="zr-sub">{t('reference.second')}</p>}
        {asked.data && (
          <Segmented aria-label={t('reference.look')} value={whole} onChange={setWhole} options={[
            { value: false, label: t('reference.changesN', { n: asked.data.changes.length }) },
            { value: true, label: t('reference.allRows', { n: asked.data.rows.length }) },
          ]} />
        )}
      </div>
      {asked.isPending && <SkeletonRows rows={4} />}
      {asked.isLoadingError && <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />}
      {asked.data && (whole ? <RowsTable columns={table.columns} rows={asked.data.rows} /> : <ChangesTable columns={table.columns} changes={asked.data.changes} />)}
    </Panel>
  )
}
