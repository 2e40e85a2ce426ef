/** Where the proposal lies: each insurer's state, what it asks, what the firm answers. */
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate, formatDateTime } from '../../../lib/dates'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import UploadBox from '../../../ui/UploadBox'
import { useAsking } from './context'
import { useQuestionName } from './fields'
import { blockOf } from './model'
import { type Submission, useAsked, useProposalActs } from './queries'

export default function Progress() {
  const { t } = useTranslation()
  const { proposal } = useAsking()
  if (proposal.submissions.length === 0) return null
  const quoted = proposal.submissions.some((each) => each.first_quoted_at !== null)
  return (
    <div id="q-progress" tabIndex={-1}>
      <Panel title={t('insurance.proposal.progress')} extra={<Link to={`/e/insurance/${proposal.id}/compare`}>{t(quoted ? 'insurance.proposal.compare' : 'insurance.proposal.compare_none')}</Link>}>
        <ul className="zp-insurers">{proposal.submissions.map((each) => <Lies key={each.id} of={each} />)}</ul>
      </Panel>
    </div>
  )
}

function Lies({ of }: { of: Submission }) {
  const { t } = useTranslation()
  const { proposal } = useAsking()
  const { withdraw } = useProposalActs()
  return (
    <li className="zi-card">
      <header>
        <strong>{of.insurer}</strong>
        <StatusTag subject="submission" state={of.state} />
      </header>
      <span className="zr-sub">{of.number} · {of.product} · {t('insurance.proposal.since', { n: of.version })} · {t('insurance.proposal.sent_at', { at: formatDateTime(of.sent_at) })}{of.due_on && ` · ${t('insurance.desk.due_on', { day: formatDate(of.due_on) })}`}</span>
      {of.decline_note && <p>{of.decline_note}</p>}
      {of.version < proposal.version && <p className="zr-sub">{t('insurance.proposal.older', { n: of.version, now: proposal.version })}</p>}
      {of.state === 'info_requested' && <Questions of={of} />}
      {of.allowed_actions.includes('withdrawal') && (
        <ConfirmAction label={t('insurance.proposal.withdraw')} title={t('insurance.proposal.withdraw_title', { insurer: of.insurer })} run={() => withdraw.mutateAsync(of.id)} />
      )}
    </li>
  )
}

function Questions({ of }: { of: Submission }) {
  const { t } = useTranslation()
  const name = useQuestionName()
  const id = useId()
  const { go, draft } = useAsking()
  const asked = useAsked(of.id)
  const { reply } = useProposalActs()
  const [text, setText] = useState('')
  const [files, setFiles] = useState<{ id: string; name: string }[]>([])
  if (asked.isPending) return <SkeletonRows rows={2} />
  if (asked.isLoadingError) return <ErrorState error={asked.error} retry={() => void asked.refetch()} />
  const waiting = asked.data.questions.filter((each) => each.answer === null)
  const send = async () => {
    if (await draft.save()) reply.mutate({ id: of.id, body: { text, file_ids: files.map((each) => each.id) } })
  }
  return (
    <div className="zp-questions">
      {waiting.map((each) => (
        <div key={each.n}>
          <p>{t('insurance.proposal.asked_by', { by: each.asked_by, day: formatDate(each.due_on) })}</p>
          <ul>{each.items.map((item, n) => {
            const place = typeof item.question === 'string' ? item.question : null
            return <li key={n}>{String(item.text)} {place && <button type="button" className="zi-link" onClick={() => go(blockOf(place), place)}>{name(place)}</button>}</li>
          })}</ul>
        </div>
      ))}
      {of.allowed_actions.includes('answer') && waiting.length > 0 && <>
        <div className="zr-field">
          <label htmlFor={id}>{t('insurance.proposal.your_answer')}</label>
          <Input.TextArea id={id} value={text} maxLength={4000} autoSize={{ minRows: 3, maxRows: 10 }} onChange={(event) => setText(event.target.value)} />
        </div>
        {files.map((each) => <span key={each.id}>{each.name}</span>)}
        <UploadBox kind="other" label={t('insurance.proposal.add_paper')} limitsSaid onUploaded={(file) => setFiles((before) => [...before, { id: file.id, name: file.name }])} />
        <FormProblem error={reply.error} />
        <p className="zr-sub">{t('insurance.proposal.answer_hint')}</p>
        <Button type="primary" disabled={text.trim() === ''} loading={reply.isPending} onClick={() => void send()}>{t('insurance.proposal.reply')}</Button>
      </>}
    </div>
  )
}
