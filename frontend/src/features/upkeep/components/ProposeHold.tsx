/** Proposes to hold one document of an organisation, or all that it has. */
import { Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../ui/FormProblem'
import { useNamed, useUpkeep } from '../queries'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export default function ProposeHold({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const [searched, setSearched] = useState('')
  const named = useNamed(searched)
  const { propose } = useUpkeep()
  const [owner, setOwner] = useState<string | null>(null)
  const [file, setFile] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const wrong = { owner: !owner, file: file.trim() !== '' && !UUID.test(file.trim()), reason: !reason.trim() }
  const send = async () => {
    setTried(true)
    const first = (['owner', 'file', 'reason'] as const).find((name) => wrong[name])
    if (first || !owner) {
      document.getElementById(`${id}-${first ?? 'owner'}`)?.focus()
      return
    }
    setBusy(true)
    setError(null)
    try {
      await propose({ organisation_id: owner, document_id: file.trim() || null, reason: reason.trim() })
      close()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const said = (name: keyof typeof wrong, words: string) => tried && wrong[name] && <div className="field-error" role="alert">{t(words)}</div>
  return (
    <Modal open title={t('upkeep.hold.propose')} okText={t('upkeep.hold.propose')} cancelText={t('common.cancel')} confirmLoading={busy}
      onCancel={close} onOk={() => void send()}>
      <div className="zr-form">
        <div className="zr-field">
          <label htmlFor={`${id}-owner`}>{t('upkeep.hold.owner')}</label>
          <Select id={`${id}-owner`} value={owner} onChange={setOwner} showSearch={{ filterOption: false, onSearch: setSearched }} loading={named.isFetching}
            aria-required aria-invalid={tried && wrong.owner} placeholder={t('upkeep.hold.ownerHint')} notFoundContent={t('upkeep.hold.ownerNone')}
            options={(named.data?.items ?? []).map((each) => ({ value: each.id, label: each.name }))} />
          {said('owner', 'common.required')}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-file`}>{t('upkeep.hold.file')}</label>
          <Input id={`${id}-file`} value={file} onChange={(event) => setFile(event.target.value)} autoComplete="off" aria-invalid={tried && wrong.file}
            aria-describedby={`${id}-hint`} />
          <span id={`${id}-hint`} className="zr-sub">{t('upkeep.hold.fileHint')}</span>
          {said('file', 'upkeep.hold.fileWrong')}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-reason`}>{t('common.ask.reason')}</label>
          <Input.TextArea id={`${id}-reason`} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} aria-required
            aria-invalid={tried && wrong.reason} />
          {said('reason', 'common.required')}
        </div>
        <p className="zr-sub">{t('upkeep.hold.proposeText')}</p>
        <FormProblem error={error} />
      </div>
    </Modal>
  )
}
