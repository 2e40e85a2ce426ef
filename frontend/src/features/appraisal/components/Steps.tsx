/** What the reader may do next with an order, each with what it needs. */
import { Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../ui/FormProblem'
import { type Order, type Step, useStep } from '../queries'

const SHOWN = ['signature', 'delivery', 'confirmation', 'return', 'decline', 'withdrawal'] as const
type Shown = (typeof SHOWN)[number]
const SIGNED: readonly Shown[] = ['signature', 'delivery']
const REASONED: readonly Shown[] = ['return', 'decline']

export default function Steps({ order }: { order: Order }) {
  const { t } = useTranslation()
  const id = useId()
  const step = useStep(order.id)
  const [asked, setAsked] = useState<Shown | null>(null)
  const [text, setText] = useState('')
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const report = order.reports[0]
  const ready = (action: Shown) => {
    if (action === 'signature') return report?.state === 'draft' && report.own
    if (action === 'delivery') return report?.state === 'signed' && !report.own
    return true
  }
  const open = SHOWN.filter((action) => order.allowed_actions.includes(action) && ready(action))
  if (open.length === 0) return null
  const needs = asked !== null && (SIGNED.includes(asked) || REASONED.includes(asked))
  const choose = (action: Shown) => { step.reset(); setText(''); setCode(''); setTried(false); setAsked(action) }
  const send = () => {
    setTried(true)
    if (asked === null || (needs && text.trim() === '')) {
      document.getElementById(`${id}-text`)?.focus()
      return
    }
    const body = SIGNED.includes(asked) ? { password: text, ...(code ? { code } : {}) } : REASONED.includes(asked) ? { reason: text.trim() } : undefined
    step.mutate({ action: asked, body } as Step, { onSuccess: () => setAsked(null) })
  }
  return (
    <>
      <div className="ap-actions">
        {open.map((action, index) => (
          <Button key={action} type={index === 0 && !REASONED.includes(action) && action !== 'withdrawal' ? 'primary' : 'default'} onClick={() => choose(action)}>{t(`appraisal.do.${action}`)}</Button>
        ))}
      </div>
      <Modal open={asked !== null} title={asked && t(`appraisal.do.${asked}`)} okText={asked && t(`appraisal.do.${asked}`)} cancelText={t('common.cancel')}
        confirmLoading={step.isPending} onOk={send} onCancel={() => setAsked(null)} destroyOnHidden>
        {asked && (
          <div className="zr-form">
            <p>{t(`appraisal.why.${asked}`)}</p>
            {needs && (
              <div className="zr-field">
                <label htmlFor={`${id}-text`}>{t(SIGNED.includes(asked) ? 'appraisal.password' : 'appraisal.reason')}</label>
                {SIGNED.includes(asked)
                  ? <Input.Password id={`${id}-text`} autoComplete="current-password" value={text} onChange={(event) => setText(event.target.value)} />
                  : <Input.TextArea id={`${id}-text`} rows={3} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} />}
                {tried && text.trim() === '' && <div className="field-error" role="alert">{t('common.required')}</div>}
              </div>
            )}
            {SIGNED.includes(asked) && (
              <div className="zr-field">
                <label htmlFor={`${id}-code`}>{t('appraisal.secondFactor')}</label>
                <Input id={`${id}-code`} value={code} maxLength={40} autoComplete="one-time-code" onChange={(event) => setCode(event.target.value)} />
              </div>
            )}
            <FormProblem error={step.error} />
          </div>
        )}
      </Modal>
    </>
  )
}
