/** What the underwriter does with a submission, at the foot of the page; options are collected before they are quoted. */
import { Button, Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, today } from '../../../lib/dates'
import { useMe } from '../../../lib/permissions'
import ConfirmAction from '../../../ui/ConfirmAction'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import type { Rating } from '../queries'
import { type Acts, type DeclineCode, DECLINES, type Detail, type Risk, type Terms } from './queries'

type Option = Terms['options'][number]
const RANK = ['L1', 'L2', 'L3', 'head_office']

interface Props {
  found: Detail
  risk: Risk
  rating: Rating | null
  acts: Acts
}

/** The highest level that a rule which holds asks for. */
const neededOf = (rating: Rating | null): string =>
  (rating?.hits ?? []).filter((each) => each.outcome === 'refer' && each.missing.length === 0 && each.authority)
    .map((each) => String(each.authority)).sort((a, b) => RANK.indexOf(b) - RANK.indexOf(a))[0] ?? 'L1'

export default function ActBar({ found, risk, rating, acts }: Props) {
  const { t } = useTranslation()
  const me = useMe().member.name
  const [options, setOptions] = useState<Option[]>([])
  const actions = found.submission.allowed_actions
  const may = (action: string) => actions.includes(action)
  const label = (n: number) => t('insurance.desk.option', { letter: String.fromCharCode(65 + n) })
  const current = (n: number): Option => ({ label: label(n), parts: risk.parts, schedule_bp: risk.schedule_bp ?? 0, schedule_reason: risk.schedule_reason ?? null })
  const waiting = found.desk?.referrals.find((each) => each.decision === null)
  const referral = waiting?.n ?? 0
  const decides = waiting !== undefined && waiting.referred_by !== me && may('referral-approval')
  const approved = [...(found.desk?.referrals ?? [])].reverse().find((each) => each.decision === 'approved' || each.decision === 'amended')
  const terms = (approved && options.length === 0 && may('quote') ? approved.terms : { options: options.length ? options : [current(0)] }) as unknown as Terms
  const needed = neededOf(rating)
  const own = found.desk?.level ?? null
  const within = own !== null && RANK.indexOf(own) >= RANK.indexOf(needed)
  const give = may('revision') ? acts.revise : acts.quote
  return (
    <div className="zu-bar" role="region" aria-label={t('insurance.desk.acts')}>
      <div>
        {rating !== null && <Mark tone={within ? 'success' : 'warning'}>{within ? t('insurance.desk.within', { level: t(`insurance.desk.level.${own}`) }) : t('insurance.desk.beyond', { level: t(`insurance.desk.level.${needed}`) })}</Mark>}
        {approved && may('quote') && <Mark tone="success">{t('insurance.desk.approved_terms', { name: approved.decided_by })}</Mark>}
        {options.length > 0 && <span className="zr-sub">{options.map((each) => each.label).join(t('common.sep'))} <Button type="link" size="small" onClick={() => setOptions([])}>{t('insurance.desk.clear_options')}</Button></span>}
        <FormProblem error={give.error ?? acts.indicate.error} />
      </div>
      <div className="zu-acts">
        {may('question') && <Ask acts={acts} />}
        {may('referral') && <ConfirmAction label={t('insurance.desk.act.refer')} title={t('insurance.desk.act.refer_title')} asks="reason" run={(memo) => acts.refer.mutateAsync({ memo, terms })} />}
        <ConfirmAction offered={decides} label={t('insurance.desk.act.approve')} title={t('insurance.desk.act.approve_title')} text={waiting?.memo} asks="reason" button={{ type: 'primary' }} subject="submission" run={(note) => acts.decide.mutateAsync({ referral, decision: 'approved', note })} />
        <ConfirmAction offered={decides} label={t('insurance.desk.act.amend')} title={t('insurance.desk.act.amend_title')} asks="reason" subject="submission" run={(note) => acts.decide.mutateAsync({ referral, decision: 'amended', note, terms })} />
        <ConfirmAction offered={decides} label={t('insurance.desk.act.refuse')} title={t('insurance.desk.act.refuse_title')} asks="reason" button={{ danger: true }} subject="submission" run={(note) => acts.decide.mutateAsync({ referral, decision: 'declined', note })} />
        {may('decline') && <Decline acts={acts} />}
        {may('quote-withdrawal') && <ConfirmAction label={t('insurance.desk.act.withdraw')} title={t('insurance.desk.act.withdraw_title')} run={() => acts.withdraw.mutateAsync()} />}
        {(may('quote') || may('revision')) && options.length < 9 && <Button onClick={() => setOptions([...options, current(options.length)])} disabled={rating === null}>{t('insurance.desk.act.add', { letter: String.fromCharCode(65 + options.length) })}</Button>}
        {may('indication') && <Button loading={acts.indicate.isPending} onClick={() => acts.indicate.mutate(terms)}>{t('insurance.desk.act.indicate')}</Button>}
        {(may('quote') || may('revision')) && <Button type="primary" loading={give.isPending} onClick={() => give.mutate(terms)}>{t(may('revision') ? 'insurance.desk.act.revise' : 'insurance.desk.act.quote')}</Button>}
      </div>
    </div>
  )
}

function Ask({ acts }: { acts: Acts }) {
  const { t } = useTranslation()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [due, setDue] = useState<string | undefined>()
  const send = () => acts.ask.mutate({ items: [{ text: text.trim() }], due_on: due ?? today() }, { onSuccess: () => setOpen(false) })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('insurance.desk.act.ask')}</Button>
      <Modal open={open} title={t('insurance.desk.act.ask_title')} okText={t('insurance.desk.act.ask')} onCancel={() => setOpen(false)} onOk={send} okButtonProps={{ disabled: !text.trim() || !due }} confirmLoading={acts.ask.isPending} destroyOnHidden>
        <div className="zi-stack">
          <div className="zr-field"><label htmlFor={id}>{t('field.question')}</label><Input.TextArea id={id} rows={4} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} /></div>
          <div className="zr-field"><label htmlFor={`${id}d`}>{t('insurance.desk.answer_by')}</label><DayField id={`${id}d`} {...(due ? { value: due } : {})} onChange={setDue} from={formatDate(today())} /></div>
          <FormProblem error={acts.ask.error} />
        </div>
      </Modal>
    </>
  )
}

function Decline({ acts }: { acts: Acts }) {
  const { t } = useTranslation()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const [reason, setReason] = useState<DeclineCode>(DECLINES[0])
  const send = () => acts.decline.mutate({ reason, note: note.trim() }, { onSuccess: () => setOpen(false) })
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>{t('insurance.desk.act.decline')}</Button>
      <Modal open={open} title={t('insurance.desk.act.decline_title')} okText={t('insurance.desk.act.decline')} onCancel={() => setOpen(false)} onOk={send} okButtonProps={{ disabled: !note.trim(), danger: true }} confirmLoading={acts.decline.isPending} destroyOnHidden>
        <div className="zi-stack">
          <div className="zr-field"><label htmlFor={id}>{t('insurance.desk.reason')}</label><Select id={id} value={reason} onChange={setReason} options={DECLINES.map((value) => ({ value, label: t(`insurance.desk.declines.${value}`) }))} /></div>
          <div className="zr-field"><label htmlFor={`${id}n`}>{t('insurance.desk.note_to_firm')}</label><Input.TextArea id={`${id}n`} rows={4} maxLength={600} value={note} onChange={(event) => setNote(event.target.value)} /></div>
          <FormProblem error={acts.decline.error} />
        </div>
      </Modal>
    </>
  )
}
