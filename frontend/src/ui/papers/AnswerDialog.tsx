/** Sign these very bytes for one's organisation, or refuse with the reason; the password again either way. */
import { Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { asProblem } from '../../api/problem'
import { HOME, useMe } from '../../lib/permissions'
import FormProblem from '../FormProblem'
import Money from '../Money'
import { type Paper, useAnswer } from './queries'

interface Props {
  paper: Paper
  decision: 'sign' | 'refuse'
  close: () => void
}

export default function AnswerDialog({ paper, decision, close }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const home = HOME[useMe().organisation.kind]
  const [password, setPassword] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const answer = useAnswer(paper.id)
  const signs = decision === 'sign'
  const lacksReason = !signs && reason.trim() === ''
  const send = () => {
    setTried(true)
    if (password === '' || lacksReason || paper.sha256 === null) return
    answer.mutate({ decision, sha256: paper.sha256, password, reason: reason.trim() }, { onSuccess: close, onError: () => setPassword('') })
    setTried(false)
  }
  const lacksMandate = answer.isError && asProblem(answer.error).code.startsWith('papers.mandate')
  return (
    <Modal open destroyOnHidden title={t(`papers.answer.${decision}Title`)} okText={t(`papers.answer.${decision}`)} onCancel={close} onOk={send}
      confirmLoading={answer.isPending} okButtonProps={{ danger: !signs }}>
      <dl className="zr-facts">
        <div><dt>{t('papers.kindLabel')}</dt><dd className="pp-kind">{t(`papers.kind.${paper.kind}`)}</dd></div>
        <div><dt>{t('papers.number')}</dt><dd className="num">{paper.number}</dd></div>
        {paper.amount_fen !== null && <div><dt>{t('papers.amount')}</dt><dd><Money fen={paper.amount_fen} exact /></dd></div>}
      </dl>
      <p className="zr-sub pp-hash">{t('papers.hash')}{t('common.colon')}<code>{paper.sha256}</code></p>
      {signs && <p className="zr-law">{t(`papers.effect.${paper.legal_effect}`)}</p>}
      {!signs && <p className="zr-law">{t('papers.answer.refuseText')}</p>}
      {!signs && (
        <div className="zr-field">
          <label htmlFor={`${id}-reason`}>{t('papers.answer.reason')}</label>
          <Input.TextArea id={`${id}-reason`} value={reason} maxLength={1000} rows={3} onChange={(event) => setReason(event.target.value)}
            aria-invalid={(tried && lacksReason) || undefined} aria-describedby={`${id}-reason-error`} />
          {tried && lacksReason && <div id={`${id}-reason-error`} className="field-error" role="alert">{t('common.required')}</div>}
        </div>
      )}
      <div className="zr-field">
        <label htmlFor={`${id}-password`}>{t('papers.answer.password')}</label>
        <Input.Password id={`${id}-password`} value={password} autoComplete="current-password" onChange={(event) => setPassword(event.target.value)}
          onPressEnter={send} aria-invalid={(tried && password === '') || undefined} aria-describedby={`${id}-password-error`} />
        {tried && password === '' && <div id={`${id}-password-error`} className="field-error" role="alert">{t('common.required')}</div>}
      </div>
      <FormProblem error={answer.error} />
      {lacksMandate && <p>{t('papers.answer.mandate')} <Link to={`${home}/org#mandates`}>{t('papers.mandate.title')}</Link></p>}
    </Modal>
  )
}
