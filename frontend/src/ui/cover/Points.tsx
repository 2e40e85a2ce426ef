/** What an insurer made its quote subject to: what the firm shows for each point, and what the insurer says of it. */
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { components } from '../../api/schema'
import { formatDate, formatDateTime } from '../../lib/dates'
import type { Tone } from '../../lib/status'
import ConfirmAction from '../ConfirmAction'
import FormProblem from '../FormProblem'
import Mark from '../Mark'
import UploadBox from '../UploadBox'
import ViewLink from '../ViewLink'
import './points.css'
import { type Point, standingOf } from './points'

type Answer = components['schemas']['SubjectivityAnswerIn']

interface Props {
  points: readonly Point[]
  /** Set for the firm while it may show something. */
  show?: ((n: number, body: Answer) => Promise<unknown>) | undefined
  /** Set for the insurer while it decides. */
  decide?: { meet: (n: number, note: string) => Promise<unknown>; sendBack: (n: number, reason: string) => Promise<unknown> } | undefined
}

const TONES: Record<ReturnType<typeof standingOf>, Tone> = { met: 'success', shown: 'pending', returned: 'danger', open: 'warning' }

export default function Points({ points, show, decide }: Props) {
  const { t } = useTranslation()
  return (
    <ul className="zr-points">
      {points.map((each) => {
        const standing = standingOf(each)
        return (
          <li key={each.n} id={`point-${each.n}`} tabIndex={-1}>
            <header>
              <strong>{each.n}. {each.text}</strong>
              <Mark tone={TONES[standing]}>{t(`policies.points.is.${standing}`)}</Mark>
            </header>
            <span className="zr-sub">{t(each.before_binding ? 'policies.points.before' : 'policies.points.after')}{each.due_on && ` · ${t('policies.points.due', { day: formatDate(each.due_on) })}`}</span>
            {each.answers.length > 0 && <ol className="zr-shown">{each.answers.map((answer) => <Shown key={answer.n} answer={answer} />)}</ol>}
            {each.met_at && <p>{each.note} <span className="zr-sub">{each.met_by} · {formatDateTime(each.met_at)}</span></p>}
            {show && standing !== 'met' && <Show key={each.answers.length} again={standing === 'shown'} send={(body) => show(each.n, body)} n={each.n} />}
            {decide && standing !== 'met' && (
              <div className="zr-point-acts">
                <ConfirmAction label={t('policies.points.meet')} title={t('policies.points.meet_title')} text={each.text} asks="reason" asksFor={t('policies.points.meet_note')}
                  button={standing === 'shown' ? { type: 'primary' } : {}} run={(note) => decide.meet(each.n, note)} />
                {standing === 'shown' && <ConfirmAction label={t('policies.points.return')} title={t('policies.points.return_title')} text={each.text} asks="reason"
                  asksFor={t('policies.points.return_reason')} run={(reason) => decide.sendBack(each.n, reason)} />}
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Shown({ answer }: { answer: Point['answers'][number] }) {
  const { t } = useTranslation()
  return (
    <li>
      <p>{answer.text}</p>
      {answer.file_ids.length > 0 && <ul className="zr-point-papers">{answer.file_ids.map((id, n) => {
        const name = t('policies.points.paper', { n: n + 1 })
        return <li key={id}>{name} <ViewLink id={id} name={name} /></li>
      })}</ul>}
      <span className="zr-sub">{answer.answered_by} · {formatDateTime(answer.answered_at)}</span>
      {answer.returned_at && <p className="zr-point-back">{t('policies.points.returned', { reason: answer.reason })} <span className="zr-sub">{formatDateTime(answer.returned_at)}</span></p>}
    </li>
  )
}

/** In words, and by papers that the insurer may read from then on. */
function Show({ n, again, send }: { n: number; again: boolean; send: (body: Answer) => Promise<unknown> }) {
  const { t } = useTranslation()
  const id = useId()
  const [open, setOpen] = useState(!again)
  const [text, setText] = useState('')
  const [files, setFiles] = useState<{ id: string; name: string }[]>([])
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async () => {
    setMissing(text.trim() === '')
    if (text.trim() === '') return
    setBusy(true)
    setError(null)
    try {
      await send({ text: text.trim(), file_ids: files.map((each) => each.id) })
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  if (!open) return <div><Button onClick={() => setOpen(true)}>{t('policies.points.again')}</Button></div>
  return (
    <form className="zr-point-form" aria-label={t('policies.points.form', { n })} onSubmit={(event) => { event.preventDefault(); void submit() }}>
      <div className="zr-field">
        <label htmlFor={id}>{t('policies.points.text')}</label>
        <Input.TextArea id={id} value={text} maxLength={1000} autoSize={{ minRows: 2, maxRows: 8 }} aria-required aria-invalid={missing} onChange={(event) => setText(event.target.value)} />
        {missing && <div className="field-error" role="alert">{t('common.required')}</div>}
      </div>
      {files.length > 0 && <ul className="zr-point-papers">{files.map((file) => (
        <li key={file.id}>{file.name} <Button type="link" size="small" aria-label={t('policies.points.remove', { name: file.name })} onClick={() => setFiles(files.filter((each) => each.id !== file.id))}>{t('policies.points.take_away')}</Button></li>
      ))}</ul>}
      <UploadBox kind="other" label={t('policies.points.add')} onUploaded={(file) => setFiles((before) => [...before, { id: file.id, name: file.name }])} />
      <p className="zr-sub">{t('policies.points.granted')}</p>
      <FormProblem error={error} />
      <div><Button type="primary" htmlType="submit" loading={busy}>{t('policies.points.send')}</Button></div>
    </form>
  )
}
