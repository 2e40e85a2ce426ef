/** What the bank says for each coded reason, and its standard conditions: in force, proposed, as they were. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../../lib/dates'
import { useMay } from '../../../../lib/permissions'
import ConfirmAction from '../../../../ui/ConfirmAction'
import ErrorState from '../../../../ui/ErrorState'
import Listing from '../../../../ui/Listing'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { type PhraseProposal, type Phrases as Words, type PhraseVersion, REASONS, usePhraseActs, usePhraseProposals, usePhrases, usePhraseVersions } from '../../phrases'
import PhraseForm from './PhraseForm'

export default function Phrases({ cursor }: { cursor: string }) {
  const { t } = useTranslation()
  const now = usePhrases()
  const versions = usePhraseVersions(cursor)
  const proposals = usePhraseProposals()
  const [proposing, setProposing] = useState(false)
  const [shown, setShown] = useState<PhraseVersion | null>(null)
  const proposes = [useMay('work_applications'), useMay('decide_applications')].some(Boolean)
  if (now.isPending) return <SkeletonRows rows={8} />
  if (now.isLoadingError) return <ErrorState error={now.error} retry={() => void now.refetch()} />
  const open = proposals.data?.items.find((each) => each.state === 'open')
  const seen = shown ?? now.data
  return (
    <>
      {open && <Waiting proposal={open} />}
      {proposing && !open && (
        <Panel flush title={t('desk.phrases.propose')} sub={t('desk.phrases.propose_sub')}><PhraseForm from={now.data} close={() => setProposing(false)} /></Panel>
      )}
      <Panel title={seen.version === null ? t('desk.phrases.title') : t('desk.phrases.version_n', { n: seen.version })}
        sub={seen.valid_from === null ? t('desk.phrases.sub') : t('desk.phrases.since', { day: seen.valid_from })}
        extra={(
          <>
            {shown && <Button onClick={() => setShown(null)}>{t('desk.phrases.to_now')}</Button>}
            {proposes && !open && !proposing && <Button type="primary" onClick={() => setProposing(true)}>{t('desk.phrases.propose')}</Button>}
          </>
        )}>
        {seen.version === null ? <p style={{ margin: 0 }}>{t('desk.phrases.none')}</p> : <Shown words={seen} />}
      </Panel>
      <Panel flush title={t('desk.phrases.versions')}>
        <Listing<PhraseVersion>
          asked={versions}
          keyOf={(row) => row.id}
          empty={{ title: t('desk.phrases.no_versions'), text: t('desk.phrases.none') }}
          columns={[
            { title: t('desk.phrases.version'), key: 'n', width: 120, render: (_, row) => <Named row={row} show={setShown} /> },
            { title: t('desk.phrases.from'), key: 'from', width: 120, render: (_, row) => <span className="num">{row.valid_from}</span> },
            { title: t('desk.phrases.basis'), key: 'basis', render: (_, row) => row.reason },
            { title: t('desk.by'), key: 'by', render: (_, row) => t('desk.two', { first: row.author, second: row.accepted_by }) },
          ]}
          card={(row) => (
            <>
              <Named row={row} show={setShown} /> <span className="num">{row.valid_from}</span>
              <span>{row.reason}</span>
              <span className="zr-sub">{t('desk.two', { first: row.author, second: row.accepted_by })}</span>
            </>
          )}
        />
      </Panel>
    </>
  )
}

function Named({ row, show }: { row: PhraseVersion; show: (row: PhraseVersion) => void }) {
  const { t } = useTranslation()
  return <Button type="link" size="small" style={{ padding: 0 }} onClick={() => show(row)}>{t('desk.phrases.version_n', { n: row.version })}</Button>
}

function Shown({ words }: { words: Pick<Words, 'reasons' | 'conditions'> }) {
  const { t } = useTranslation()
  const said = REASONS.filter((code) => words.reasons[code])
  return (
    <>
      <h3 style={{ margin: '0 0 8px' }}>{t('desk.phrases.reasons')}</h3>
      {said.length === 0 ? <p>{t('desk.phrases.no_reasons')}</p> : (
        <dl style={{ margin: '0 0 16px' }}>
          {said.map((code) => (
            <div key={code} style={{ marginBottom: 8 }}>
              <dt className="zr-sub">{t(`bank.reason.${code}`)}</dt>
              <dd style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{words.reasons[code]}</dd>
            </div>
          ))}
        </dl>
      )}
      <h3 style={{ margin: '0 0 8px' }}>{t('desk.phrases.conditions')}</h3>
      {words.conditions.length === 0 ? <p>{t('desk.phrases.no_conditions')}</p> : (
        <ol style={{ margin: 0, paddingLeft: 20, listStyle: 'decimal' }}>{words.conditions.map((each) => <li key={each} style={{ overflowWrap: 'anywhere' }}>{each}</li>)}</ol>
      )}
    </>
  )
}

function Waiting({ proposal }: { proposal: PhraseProposal }) {
  const { t } = useTranslation()
  const { decide } = usePhraseActs()
  const may = (action: PhraseProposal['allowed_actions'][number]) => proposal.allowed_actions.includes(action)
  const { id } = proposal
  return (
    <Panel title={t('desk.phrases.waiting')} sub={t('desk.phrases.waiting_sub', { name: proposal.proposed_by, at: formatDateTime(proposal.proposed_at), day: proposal.valid_from })}
      extra={(
        <>
          {may('acceptance') && <ConfirmAction label={t('desk.accept')} title={t('desk.phrases.accept_title', { day: proposal.valid_from })} text={t('desk.phrases.accept_text')}
            button={{ type: 'primary' }} run={() => decide.mutateAsync({ action: 'acceptance', id })} />}
          {may('decline') && <ConfirmAction label={t('desk.decline')} title={t('desk.phrases.decline_title')} asks="reason" run={(reason) => decide.mutateAsync({ action: 'decline', id, reason })} />}
          {may('withdrawal') && <ConfirmAction label={t('desk.withdraw')} title={t('desk.phrases.withdraw_title')} run={() => decide.mutateAsync({ action: 'withdrawal', id })} />}
        </>
      )}>
      <p style={{ marginTop: 0 }}>{proposal.reason}</p>
      <Shown words={proposal} />
      {!may('acceptance') && <p className="zr-sub">{t('desk.phrases.second')}</p>}
    </Panel>
  )
}
