/** `/o/notices`: the words of the client notice (客户告知书): in force, proposed, and as they were. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { countText } from '../../../lib/size'
import { useListState } from '../../../lib/useListState'
import ConfirmAction from '../../../ui/ConfirmAction'
import ModeBanner from '../../../ui/cover/ModeBanner'
import ErrorState from '../../../ui/ErrorState'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import '../brokerage.css'
import NoticeForm from '../components/NoticeForm'
import { NoticeChanges, NoticeWords } from '../components/NoticeWords'
import type { Paragraph } from '../model'
import { type NoticeProposal, type NoticeVersion, useDecideNotice, useNoticeProposals, useNotices } from '../queries'

const DEFAULTS = { cursor: '' }
const STANDINGS = { now: 'success', later: 'pending', past: 'neutral', never: 'neutral' } as const
const STATES = { open: 'pending', accepted: 'success', declined: 'warning', withdrawn: 'neutral' } as const
const K = 'brokerage.notice'

export default function NoticesPage() {
  const { t } = useTranslation()
  return (
    <>
      <ModeBanner />
      <PageHeader title={t(`${K}.title`)} sub={t(`${K}.sub`)} />
      <Notices />
    </>
  )
}

function Notices() {
  const { t } = useTranslation()
  const { state } = useListState(DEFAULTS)
  const newest = useNotices()
  const listed = useNotices(state.cursor || undefined)
  const proposals = useNoticeProposals()
  const may = useMay('word_notices')
  const [shown, setShown] = useState<NoticeVersion | null>(null)
  const [proposing, setProposing] = useState(false)
  if (newest.isPending) return <SkeletonRows rows={8} />
  if (newest.isLoadingError) return <ErrorState error={newest.error} retry={() => void newest.refetch()} />
  const now = newest.data.items.find((each) => each.standing === 'now')
  // What is proposed follows the words written last, even those still to begin.
  const last = newest.data.items[0]
  const seen = shown ?? now
  const open = proposals.data?.items.find((each) => each.state === 'open')
  const decided = proposals.data && { ...proposals.data, items: proposals.data.items.filter((each) => each.state !== 'open') }
  return (
    <>
      {open && last && <Waiting proposal={open} before={last.paragraphs} />}
      {proposing && last && (
        <Panel title={t(`${K}.propose`)} sub={t(`${K}.propose_sub`)}><NoticeForm from={last.paragraphs} close={() => setProposing(false)} /></Panel>
      )}
      {seen && (
        <Panel title={t(`${K}.of`, { version: seen.version })} sub={<Since version={seen} />}
          extra={(
            <>
              <Standing version={seen} />
              {shown && shown.id !== now?.id && <Button size="small" onClick={() => setShown(null)}>{t(`${K}.to_now`)}</Button>}
              {may && !open && !proposing && proposals.isSuccess && <Button type="primary" onClick={() => setProposing(true)}>{t(`${K}.propose`)}</Button>}
            </>
          )}>
          <NoticeWords of={seen.paragraphs} />
        </Panel>
      )}
      <Panel flush title={t(`${K}.history`)} sub={t(`${K}.history_sub`)}>
        <Listing<NoticeVersion> asked={listed} keyOf={(row) => row.id} empty={{ title: t(`${K}.empty`), text: t(`${K}.sub`) }}
          columns={[
            { title: t(`${K}.version`), key: 'version', width: 110, render: (_, row) => <Named row={row} show={setShown} /> },
            { title: t(`${K}.from`), key: 'from', width: 120, render: (_, row) => <span className="num">{row.from_on}</span> },
            { title: t(`${K}.by`), key: 'by', render: (_, row) => <People row={row} /> },
            { title: t(`${K}.reason`), key: 'reason', render: (_, row) => row.reason ?? '—' },
            { title: t(`${K}.given`), key: 'given', width: 110, align: 'right', render: (_, row) => <span className="num">{countText(row.given)}</span> },
            { title: t(`${K}.standing`), key: 'standing', width: 120, render: (_, row) => <Standing version={row} /> },
          ]}
          card={(row) => (
            <>
              <span className="br-head"><Named row={row} show={setShown} /><Standing version={row} /></span>
              <Since version={row} />
              <People row={row} />
              {row.reason && <span className="zr-sub">{row.reason}</span>}
              <span className="zr-sub">{t(`${K}.given`)} <span className="num">{countText(row.given)}</span></span>
            </>
          )} />
      </Panel>
      {decided && decided.items.length > 0 && (
        <Panel flush title={t(`${K}.decided`)}>
          <Listing<NoticeProposal> asked={{ ...proposals, data: decided }} paged={false} keyOf={(row) => row.id} empty={{ title: t(`${K}.empty`), text: '' }}
            columns={[
              { title: t(`${K}.proposed_by`), key: 'by', render: (_, row) => <>{row.proposed_by}<div className="zr-sub">{formatDateTime(row.proposed_at)}</div></> },
              { title: t(`${K}.from`), key: 'from', width: 120, render: (_, row) => <span className="num">{row.from_on}</span> },
              { title: t(`${K}.reason`), key: 'reason', render: (_, row) => row.reason },
              { title: t(`${K}.decision`), key: 'decision', render: (_, row) => <Decided row={row} /> },
            ]}
            card={(row) => <><span className="br-head">{row.proposed_by}<span className="num">{row.from_on}</span></span><span>{row.reason}</span><Decided row={row} /></>} />
        </Panel>
      )}
    </>
  )
}

function Named({ row, show }: { row: NoticeVersion; show: (row: NoticeVersion) => void }) {
  const { t } = useTranslation()
  return <Button type="link" size="small" className="br-link num" aria-label={t(`${K}.show`, { version: row.version })} onClick={() => show(row)}>{row.version}</Button>
}

function Since({ version }: { version: NoticeVersion }) {
  const { t } = useTranslation()
  return <span className="num">{t(version.until === null ? `${K}.since` : `${K}.between`, { from: version.from_on, until: version.until })}</span>
}

function Standing({ version }: { version: NoticeVersion }) {
  const { t } = useTranslation()
  return <Mark tone={STANDINGS[version.standing]}>{t(`${K}.is.${version.standing}`)}</Mark>
}

function People({ row }: { row: NoticeVersion }) {
  const { t } = useTranslation()
  return <span>{row.author === null ? t(`${K}.came_with`) : t(`${K}.two`, { first: row.author, second: row.accepted_by })}</span>
}

function Decided({ row }: { row: NoticeProposal }) {
  const { t } = useTranslation()
  return (
    <span>
      <Mark tone={STATES[row.state]}>{t(`${K}.proposal.${row.state}`)}</Mark> {row.decided_by} <span className="zr-sub">{formatDateTime(row.decided_at)}</span>
      {row.note && <div className="zr-sub">{row.note}</div>}
    </span>
  )
}

function Waiting({ proposal, before }: { proposal: NoticeProposal; before: readonly Paragraph[] }) {
  const { t } = useTranslation()
  const decide = useDecideNotice()
  const { id, from_on: day } = proposal
  const may = (action: NoticeProposal['allowed_actions'][number]) => proposal.allowed_actions.includes(action)
  return (
    <Panel title={t(`${K}.waiting`)} sub={t(`${K}.waiting_sub`, { name: proposal.proposed_by, at: formatDateTime(proposal.proposed_at), day })}
      extra={(
        <>
          {may('acceptance') && <ConfirmAction label={t(`${K}.accept`)} title={t(`${K}.accept_ask`, { day })} text={t(`${K}.accept_text`)} button={{ type: 'primary' }} run={() => decide.mutateAsync({ action: 'acceptance', id })} />}
          {may('decline') && <ConfirmAction label={t(`${K}.decline`)} title={t(`${K}.decline_ask`)} asks="reason" run={(reason) => decide.mutateAsync({ action: 'decline', id, reason })} />}
          {may('withdrawal') && <ConfirmAction label={t(`${K}.withdraw`)} title={t(`${K}.withdraw_ask`)} run={() => decide.mutateAsync({ action: 'withdrawal', id })} />}
        </>
      )}>
      <div className="br-stack">
        <p>{proposal.reason}</p>
        <NoticeChanges before={before} after={proposal.paragraphs} />
        {!may('acceptance') && <p className="zr-sub">{t(`${K}.second`)}</p>}
      </div>
    </Panel>
  )
}
