/** Open alerts: what happened, the range before and after, what the loan then is of it, and how it was settled. */
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../lib/dates'
import { formatBp } from '../../lib/fen'
import { useMoney } from '../../lib/useMoney'
import FormProblem from '../FormProblem'
import Mark from '../Mark'
import { type ValueAlert, useSettle } from './queries'
import './watch.css'

export default function AlertList({ alerts }: { alerts: readonly ValueAlert[] }) {
  return <ul className="wt-list">{alerts.map((each) => <Alert key={each.id} alert={each} />)}</ul>
}

function Alert({ alert }: { alert: ValueAlert }) {
  const { t } = useTranslation()
  const money = useMoney()
  const range = (each: { low_fen: number; high_fen: number }) => `${money(each.low_fen)} – ${money(each.high_fen)}`
  return (
    <li>
      <div className="wt-head">
        <Link to={`/b/queue/${alert.application_id}?tab=valuation`}>{alert.firm}</Link>
        <Mark tone="danger">{t(`watch.cause.${alert.cause}`)}</Mark>
        <span className="zr-sub">{alert.application_number} · {formatDateTime(alert.raised_at)}</span>
      </div>
      {alert.right_title && <p>{alert.right_title}</p>}
      <p className="num">
        {t('watch.range', { before: range(alert.stated), after: range(alert) })}
        <span className="zr-sub wt-said">{t('watch.said', { method: t(`worth.approach.${alert.method}`), date: alert.base_date, valuer: alert.valuer, cut: formatBp(alert.cut_bp), n: alert.rules_version })}</span>
      </p>
      <p className="num">{t('watch.ltv', { drawn: money(alert.drawn_fen), before: formatBp(alert.ltv_before_bp), after: alert.ltv_after_bp === null ? t('watch.nothing') : formatBp(alert.ltv_after_bp) })}</p>
      <p className="zr-sub">
        {alert.revaluation
          ? t('watch.revalued', { range: range(alert.revaluation), method: t(`worth.approach.${alert.revaluation.method}`), date: alert.revaluation.base_date, valuer: alert.revaluation.valuer })
          : t('watch.waiting')}
      </p>
      {alert.allowed_actions.includes('settlement') && <Settle id={alert.id} />}
    </li>
  )
}

function Settle({ id }: { id: string }) {
  const { t } = useTranslation()
  const settle = useSettle()
  const [note, setNote] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const [isEmpty, setIsEmpty] = useState(false)
  if (!isOpen) return <Button className="no-print" onClick={() => setIsOpen(true)}>{t('watch.settle')}</Button>
  const submit = () => {
    setIsEmpty(note.trim() === '')
    if (note.trim() !== '') settle.mutate({ id, note })
  }
  return (
    <form className="wt-settle" onSubmit={(event) => { event.preventDefault(); submit() }}>
      <label htmlFor={`wt-${id}`}>{t('watch.note')}</label>
      <Input.TextArea id={`wt-${id}`} autoFocus rows={2} maxLength={1000} value={note} status={isEmpty ? 'error' : ''} aria-invalid={isEmpty}
        aria-describedby={isEmpty ? `wt-${id}-need` : undefined} onChange={(event) => setNote(event.target.value)} />
      {isEmpty && <span id={`wt-${id}-need`} role="alert" className="wt-need">{t('watch.note_needed')}</span>}
      <FormProblem error={settle.error} />
      <span><Button type="primary" htmlType="submit" loading={settle.isPending}>{t('watch.settle_submit')}</Button></span>
    </form>
  )
}
