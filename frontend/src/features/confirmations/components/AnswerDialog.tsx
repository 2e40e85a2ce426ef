/** The issuer's one answer: the hash of the copy that he keeps, or why he denies the document. */
import { Button, Input, Modal, Radio } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNewest } from '../../../lib/useNewest'
import FileField from '../../../ui/FileField'
import FormProblem from '../../../ui/FormProblem'
import { type Confirmation, hashOf, useAnswer } from '../queries'

interface Props {
  asked: Confirmation
  close: () => void
}

export default function AnswerDialog({ asked, close }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const answer = useAnswer(asked.document_id)
  const [confirmed, setConfirmed] = useState(true)
  const [hash, setHash] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  // A large file may be read longer than the one that was chosen after it.
  const ask = useNewest()
  const choose = (file: File | null) => {
    const isNewest = ask()
    setHash(null)
    if (file) void hashOf(file).then((found) => { if (isNewest()) setHash(found) })
  }
  const missing = confirmed ? hash === null && 'file' : !note.trim() && 'note'
  const first = missing || (password === '' && 'password')
  const send = () => {
    setTried(true)
    if (first) {
      document.getElementById(`${id}-${first}`)?.focus()
      return
    }
    answer.mutate({ confirmed, sha256: hash, note: note.trim(), password }, { onSuccess: close })
  }
  const required = (name: string) =>
    tried && first === name && <div className="field-error" role="alert">{t('common.required')}</div>
  return (
    <Modal open title={t('confirmations.dialog.title')} okText={t(confirmed ? 'confirmations.confirm' : 'confirmations.deny')}
      okButtonProps={{ danger: !confirmed }} cancelText={t('common.cancel')} confirmLoading={answer.isPending} onOk={send} onCancel={close}>
      <div className="zr-form">
        <p>
          <strong>{asked.document_name}</strong>
          <br />
          {asked.owner_name}
        </p>
        <div><Look documentId={asked.document_id} /></div>
        <Radio.Group aria-label={t('confirmations.answer')} value={confirmed} onChange={(event) => setConfirmed(event.target.value as boolean)}
          options={[{ value: true, label: t('confirmations.is_ours') }, { value: false, label: t('confirmations.not_ours') }]} />
        <div className="zr-field">
          <span className="zr-label">{t(confirmed ? 'confirmations.own_copy' : 'confirmations.own_copy_optional')}</span>
          <FileField id={`${id}-file`} label={t(confirmed ? 'confirmations.own_copy' : 'confirmations.own_copy_optional')}
            onChoose={choose} />
          <span className="zr-sub">{t('confirmations.hash_here')}</span>
          {hash && <code className="cf-hash">SHA-256 {hash}</code>}
          {required('file')}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-note`}>{t(confirmed ? 'confirmations.note_optional' : 'confirmations.why')}</label>
          <Input.TextArea id={`${id}-note`} rows={2} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
          {required('note')}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-password`}>{t('confirmations.password')}</label>
          <Input.Password id={`${id}-password`} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} onPressEnter={send} />
          {required('password')}
        </div>
        <p className="zr-sub">{t('confirmations.final')}</p>
        <FormProblem error={answer.error} />
      </div>
    </Modal>
  )
}

/** Opens the document as it was deposited; the read is on record. */
function Look({ documentId }: { documentId: string }) {
  const { t } = useTranslation()
  const [failed, setFailed] = useState(false)
  const look = async () => {
    const answer = await fetch(`/api/v1/documents/${documentId}/preview`)
    setFailed(!answer.ok)
    if (answer.ok) window.open(URL.createObjectURL(await answer.blob()), '_blank', 'noopener')
  }
  return (
    <>
      <Button onClick={() => void look()}>{t('confirmations.look')}</Button>
      {failed && <div className="field-error" role="alert">{t('confirmations.look_failed')}</div>}
    </>
  )
}
