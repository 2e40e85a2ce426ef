/** Approve a firm, or send its case back with a coded reason and a sentence. */
import { Button, Input } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useAsRead } from '../../../lib/useAsRead'
import { useBegun } from '../../../lib/useBegun'
import ConfirmAction from '../../../ui/ConfirmAction'
import Panel from '../../../ui/Panel'
import ReasonSelect from '../../../ui/ReasonSelect'
import StaleDecision from '../../../ui/StaleDecision'
import { type Case, useApprove, useSendBack } from '../queries'

const CHECKS = ['name', 'code', 'address', 'claims'] as const
const LEAST = 2

/** What the decision rests on, as it stood on the screen. */
const readOf = ({ state, licence, statement, submitted_at }: Case) => ({ state, licence: licence?.name ?? null, statement, submitted_at })

function SendBack({ found, onTake, onDone }: { found: Case; onTake: () => void; onDone: () => void }) {
  const { t } = useTranslation()
  const fields = useId()
  const back = useSendBack(found.id)
  const [seen, read] = useAsRead(readOf(found))
  const [code, setCode] = useState<string>()
  const [sentence, setSentence] = useState('')
  const [tried, setTried] = useState(false)
  const short = sentence.trim().length < LEAST
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!code || short) {
      document.getElementById(`${fields}-${code ? 'sentence' : 'code'}`)?.focus()
      return
    }
    back.mutate({ reason_code: code, reason: sentence.trim(), seen }, { onSuccess: onDone })
  }
  return (
    <form className="zr-form" onSubmit={send} noValidate>
      <div className="zr-field">
        <label htmlFor={`${fields}-code`}>{t('operator.case.reasonCode')}</label>
        <ReasonSelect list="kyb_return" id={`${fields}-code`} value={code} onChange={setCode} missing={tried && !code} />
        {tried && !code && <div className="field-error" role="alert">{t('common.required')}</div>}
      </div>
      <div className="zr-field">
        <label htmlFor={`${fields}-sentence`}>{t('operator.case.sentence')}</label>
        <Input.TextArea id={`${fields}-sentence`} value={sentence} rows={3} maxLength={1000}
          onChange={(event) => setSentence(event.target.value)} aria-invalid={tried && short} aria-describedby={`${fields}-hint`} />
        <span className="zr-sub" id={`${fields}-hint`}>{t('operator.case.sentenceHint')}</span>
        {tried && short && <div className="field-error" role="alert">{t('common.required')}</div>}
      </div>
      <StaleDecision error={back.error} subject="kyb" over={!found.allowed_actions.includes('return')} onTake={() => { read(); back.reset(); onTake() }} />
      <div><Button htmlType="submit" danger loading={back.isPending}>{t('operator.case.sendBack')}</Button></div>
    </form>
  )
}

export default function CaseDecision({ found }: { found: Case }) {
  const { t } = useTranslation()
  const approve = useApprove(found.id)
  const { allowed, begin, end } = useBegun(found.allowed_actions)
  const may = (action: string) => allowed.includes(action)
  if (!may('approve') && !may('return')) {
    return (
      <Panel title={t('operator.case.decision')}>
        <p role="status">{t(`operator.case.closed.${found.state}`, { at: formatDateTime(found.decided_at) })}</p>
        <Link to="/o/kyb">{t('operator.case.toQueue')}</Link>
      </Panel>
    )
  }
  return (
    <div className="op-stack" onFocus={begin}>
      {may('approve') && (
        <Panel title={t('operator.case.approveTitle')}>
          <p>{t('operator.case.checks.title')}</p>
          <ol className="op-checks">
            {CHECKS.map((check) => <li key={check}>{t(`operator.case.checks.${check}`)}</li>)}
          </ol>
          <p className="zr-sub">{t('operator.case.approveText')}</p>
          <ConfirmAction label={t('operator.case.approve')} title={t('operator.case.approveAsk', { name: found.name })}
            text={t('operator.case.approveText')} button={{ type: 'primary' }} offered={found.allowed_actions.includes('approve')} subject="kyb" run={() => approve.mutateAsync({ seen: readOf(found) })}
            onTake={end} onDone={end} />
        </Panel>
      )}
      {may('return') && <Panel title={t('operator.case.returnTitle')}><SendBack found={found} onTake={end} onDone={end} /></Panel>}
    </div>
  )
}
