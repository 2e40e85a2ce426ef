/** A button that asks once more, takes a reason or the password where needed, and says what failed. */
import { Button, type ButtonProps, Input, Modal } from 'antd'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReasonList } from '../api/reasons'
import { keepFocus } from '../lib/keepFocus'
import { tellLate } from '../lib/late'
import { useHere } from '../lib/useHere'
import ReasonSelect from './ReasonSelect'
import StaleDecision, { isOver } from './StaleDecision'

interface Props {
  label: ReactNode
  title: ReactNode
  text?: ReactNode
  asks?: 'reason' | 'password' | 'line'
  /** What the asked text is called, where it is no reason. */
  asksFor?: string
  /** Whether the asked text may stay empty. */
  optional?: boolean
  /** The list that a reason is picked from, beside the asked text. */
  reasons?: ReasonList
  button?: ButtonProps
  /** Whether the record still takes this; a dialog that is open stays, and says why not. */
  offered?: boolean
  /** Of a decision on a record: whose states a refusal tells; it is sent as read when the dialog opened. */
  subject?: string
  run: (asked: string, reason: string) => Promise<unknown>
  /** What changed was read: the record is shown as it stands. */
  onTake?: () => void
  onDone?: () => void
}

export default function ConfirmAction({ label, title, text, asks, asksFor, optional = false, reasons, button, offered = true, subject, run, onTake, onDone }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState('')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [asRead, setAsRead] = useState(() => run)
  const done = useRef(false)
  const here = useHere()
  useEffect(() => () => {
    if (done.current) keepFocus()
  }, [])
  useEffect(() => {
    if (!offered && !open && done.current) keepFocus()
  }, [offered, open])
  const close = () => {
    setOpen(false)
    setError(null)
    setAsked('')
    setReason('')
    setMissing(false)
  }
  const over = !offered || isOver(error)
  const take = () => {
    setAsRead(() => run)
    setError(null)
    if (over) close()
    onTake?.()
  }
  const send = async () => {
    if ((asks && !optional && !asked.trim()) || (reasons && !reason)) {
      setMissing(true)
      return
    }
    const from = location.pathname + location.search
    setBusy(true)
    setError(null)
    try {
      done.current = true
      await (subject === undefined ? run : asRead)(asked.trim(), reason)
      close()
      onDone?.()
    } catch (problem) {
      if (!here.current) tellLate(problem, from)
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const Field = asks === 'password' ? Input.Password : asks === 'line' ? Input : Input.TextArea
  return (
    <>
      {offered && <Button {...button} onClick={() => { setAsRead(() => run); setOpen(true) }}>{label}</Button>}
      <Modal open={open} title={title} onCancel={close} onOk={() => void send()} confirmLoading={busy} okButtonProps={{ disabled: error !== null && over }} okText={label} destroyOnHidden>
        {text && <p>{text}</p>}
        {reasons && (
          <div className="zr-field">
            <label htmlFor={`${id}-reason`}>{t('common.ask.reason')}</label>
            <ReasonSelect list={reasons} id={`${id}-reason`} value={reason || undefined} onChange={setReason} missing={missing && !reason} />
            {missing && !reason && <div className="field-error" role="alert">{t('common.required')}</div>}
          </div>
        )}
        {asks && (
          <>
            <label htmlFor={id}>{asksFor ?? t(`common.ask.${asks}`)}</label>
            <Field id={id} value={asked} {...(asks === 'line' ? { maxLength: 60 } : {})} onChange={(event) => setAsked(event.target.value)} aria-invalid={missing && !asked.trim()}
              autoComplete={asks === 'password' ? 'current-password' : 'off'} />
            {missing && !asked.trim() && <div className="field-error" role="alert">{t('common.required')}</div>}
          </>
        )}
        <StaleDecision error={error} subject={subject} over={over} onTake={take} />
      </Modal>
    </>
  )
}
