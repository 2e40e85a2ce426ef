/** A lender's rules on appraisals and on watched values: in force, proposed, and as they were. */
import '../lender_rules.css'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime, today } from '../../../lib/dates'
import { useMay, useMe } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import Changes from '../components/Changes'
import ProposeForm from '../components/ProposeForm'
import RuleTable from '../components/RuleTable'
import { inForce, KINDS, type RuleKind, type Values } from '../model'
import { type Proposal, useDecide, useProposals, useVersions, type Version } from '../queries'

const DEFAULTS = { kind: 'appraisal', cursor: '' }
const TONES = { open: 'pending', accepted: 'success', declined: 'warning', withdrawn: 'neutral' } as const

export default function RulesPage() {
  const { t } = useTranslation()
  const { state, set } = useListState(DEFAULTS)
  const kind: RuleKind = KINDS.find((each) => each === state.kind) ?? 'appraisal'
  return (
    <>
      <PageHeader title={t('lenderRules.title')} sub={t('lenderRules.sub')} />
      <Segmented className="lr-kinds" aria-label={t('lenderRules.title')} value={kind} onChange={(next) => set({ kind: next })}
        options={KINDS.map((value) => ({ value, label: t(`lenderRules.kind.${value}`) }))} />
      <OfKind key={kind} kind={kind} cursor={state.cursor ?? ''} />
    </>
  )
}

function OfKind({ kind, cursor }: { kind: RuleKind; cursor: string }) {
  const { t } = useTranslation()
  const newest = useVersions(kind, '')
  const listed = useVersions(kind, cursor)
  const proposals = useProposals(kind)
  const [shown, setShown] = useState<Version | null>(null)
  const [proposing, setProposing] = useState(false)
  const proposes = [useMay('work_applications'), useMay('decide_applications'), useMay('import_reference')].some(Boolean)
  if (newest.isPending) return <SkeletonRows rows={8} />
  if (newest.isLoadingError) return <ErrorState error={newest.error} retry={() => void newest.refetch()} />
  const now = inForce(newest.data.items, today())
  const seen = shown ?? now
  const open = proposals.data?.items.find((each) => each.state === 'open')
  const decided = proposals.data && { ...proposals.data, items: proposals.data.items.filter((each) => each.state !== 'open') }
  const mayPropose = proposes && !open && !proposing && now !== undefined
  return (
    <>
      {open && now && <Waiting kind={kind} proposal={open} before={now.values} />}
      {proposing && now && (
        <Panel title={t('lenderRules.propose')} sub={t('lenderRules.proposeSub')}>
          <ProposeForm kind={kind} from={now.values} close={() => setProposing(false)} />
        </Panel>
      )}
      {seen && (
        <Panel title={t('lenderRules.versionOf', { owner: t(seen.own ? 'lenderRules.own' : 'lenderRules.platform'), n: seen.version })}
          sub={t('lenderRules.since', { day: seen.valid_from })}
          extra={(
            <>
              <Standing version={seen} now={now} />
              {shown && shown.id !== now?.id && <Button size="small" onClick={() => setShown(null)}>{t('lenderRules.toNow')}</Button>}
              {mayPropose && <Button type="primary" onClick={() => setProposing(true)}>{t('lenderRules.propose')}</Button>}
            </>
          )}>
          <RuleTable kind={kind} values={seen.values} />
        </Panel>
      )}
      <Panel flush title={t('lenderRules.history')}>
        <Listing<Version>
          asked={listed}
          keyOf={(row) => row.id}
          empty={{ title: t('lenderRules.empty'), text: t('lenderRules.sub') }}
          columns={[
            { title: t('lenderRules.version'), key: 'version', render: (_, row) => <Named row={row} show={setShown} /> },
            { title: t('lenderRules.from'), key: 'from', width: 120, render: (_, row) => <span className="num">{row.valid_from}</span> },
            { title: t('lenderRules.by'), key: 'by', render: (_, row) => <People row={row} /> },
            { title: t('lenderRules.reason'), key: 'reason', render: (_, row) => row.reason },
            { title: t('lenderRules.state'), key: 'state', width: 110, render: (_, row) => <Standing version={row} now={now} /> },
          ]}
          card={(row) => (
            <>
              <span className="lr-line"><Named row={row} show={setShown} /><Standing version={row} now={now} /></span>
              <span className="num">{row.valid_from}</span>
              <People row={row} />
              <span className="zr-sub">{row.reason}</span>
            </>
          )}
        />
      </Panel>
      {decided && decided.items.length > 0 && (
        <Panel flush title={t('lenderRules.decided')}>
          <Listing<Proposal>
            asked={{ ...proposals, data: decided }}
            paged={false}
            keyOf={(row) => row.id}
            empty={{ title: t('lenderRules.empty'), text: '' }}
            columns={[
              { title: t('lenderRules.proposedBy'), key: 'by', render: (_, row) => <>{row.proposed_by}<div className="zr-sub">{formatDateTime(row.proposed_at)}</div></> },
              { title: t('lenderRules.from'), key: 'from', width: 120, render: (_, row) => <span className="num">{row.valid_from}</span> },
              { title: t('lenderRules.reason'), key: 'reason', render: (_, row) => row.reason },
              { title: t('lenderRules.state'), key: 'state', render: (_, row) => <Decision row={row} /> },
            ]}
            card={(row) => (
              <>
                <span className="lr-line"><span>{row.proposed_by}</span><span className="num">{row.valid_from}</span></span>
                <span>{row.reason}</span>
                <Decision row={row} />
              </>
            )}
          />
        </Panel>
      )}
    </>
  )
}

function Named({ row, show }: { row: Version; show: (row: Version) => void }) {
  const { t } = useTranslation()
  const name = t('lenderRules.versionOf', { owner: t(row.own ? 'lenderRules.own' : 'lenderRules.platform'), n: row.version })
  return <Button type="link" size="small" className="lr-link" onClick={() => show(row)}>{name}</Button>
}

function People({ row }: { row: Version }) {
  const { t } = useTranslation()
  return <span>{row.accepted_by ? t('lenderRules.two', { first: row.author, second: row.accepted_by }) : row.author}</span>
}

function Standing({ version, now }: { version: Version; now: Version | undefined }) {
  const { t } = useTranslation()
  if (version.id === now?.id) return <Mark tone="success">{t('lenderRules.inForce')}</Mark>
  return version.valid_from > today() ? <Mark tone="pending">{t('lenderRules.later')}</Mark> : <Mark tone="neutral">{t('lenderRules.past')}</Mark>
}

function Decision({ row }: { row: Proposal }) {
  const { t } = useTranslation()
  return (
    <span>
      <Mark tone={TONES[row.state]}>{t(`lenderRules.proposal.${row.state}`)}</Mark> {row.decided_by} <span className="zr-sub">{formatDateTime(row.decided_at)}</span>
      {row.note && <div className="zr-sub">{row.note}</div>}
    </span>
  )
}

function Waiting({ kind, proposal, before }: { kind: RuleKind; proposal: Proposal; before: Values }) {
  const { t } = useTranslation()
  const bank = useMe().organisation.kind === 'bank'
  const decide = useDecide(kind)
  const may = (action: Proposal['allowed_actions'][number]) => proposal.allowed_actions.includes(action)
  const { id } = proposal
  return (
    <Panel title={t('lenderRules.waiting')} sub={t('lenderRules.waitingSub', { name: proposal.proposed_by, at: formatDateTime(proposal.proposed_at), day: proposal.valid_from })}
      extra={(
        <>
          {may('acceptance') && (
            <ConfirmAction label={t('lenderRules.accept')} title={t('lenderRules.acceptAsk', { day: proposal.valid_from })} text={t(bank ? 'lenderRules.acceptText' : 'lenderRules.acceptTextPlatform')}
              button={{ type: 'primary' }} run={() => decide.mutateAsync({ action: 'acceptance', id })} />
          )}
          {may('decline') && (
            <ConfirmAction label={t('lenderRules.decline')} title={t('lenderRules.declineAsk')} asks="reason" run={(reason) => decide.mutateAsync({ action: 'decline', id, reason })} />
          )}
          {may('withdrawal') && (
            <ConfirmAction label={t('lenderRules.withdraw')} title={t('lenderRules.withdrawAsk')} run={() => decide.mutateAsync({ action: 'withdrawal', id })} />
          )}
        </>
      )}>
      <p>{proposal.reason}</p>
      <Changes kind={kind} before={before} after={proposal.values} />
      {!may('acceptance') && <p className="zr-sub">{t('lenderRules.second')}</p>}
    </Panel>
  )
}
