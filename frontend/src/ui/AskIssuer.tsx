/** A document's trust for its owner, and the way to have its issuer confirm it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ok } from '../api/client'
import { useMay } from '../lib/permissions'
import { useMutation } from '../lib/useMutation'
import FormProblem from './FormProblem'
import TrustTag from './TrustTag'

export default function AskIssuer({ documentId }: { documentId: string }) {
  const { t } = useTranslation()
  const bind = useMay('bind')
  const manage = useMay('manage_members')
  const [open, setOpen] = useState(false)
  const file = useQuery({
    queryKey: ['documents', 'detail', documentId],
    queryFn: () => ok(api.GET('/api/v1/documents/{file_id}', { params: { path: { file_id: documentId } } })),
  })
  const asked = useQuery({
    queryKey: ['documents', 'confirmations', documentId, 'open'],
    queryFn: () => ok(api.GET('/api/v1/confirmations', { params: { query: { document_id: documentId, state: 'open' } } })),
  })
  if (!file.data || !asked.data) return null
  const waiting = asked.data.items[0]
  return (
    <>
      <TrustTag trust={file.data.file.trust} />{' '}
      {waiting && <span className="zr-sub">{t('ask_issuer.waiting', { name: waiting.issuer_name })}</span>}
      {!waiting && (bind || manage) && file.data.file.trust.state === 'unconfirmed' && (
        <Button size="small" onClick={() => setOpen(true)}>{t('ask_issuer.open')}</Button>
      )}
      {open && <AskDialog documentId={documentId} name={file.data.file.name} close={() => setOpen(false)} />}
    </>
  )
}

function AskDialog({ documentId, name, close }: { documentId: string; name: string; close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const client = useQueryClient()
  const [issuer, setIssuer] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const issuers = useQuery({ queryKey: ['documents', 'issuers'], queryFn: () => ok(api.GET('/api/v1/issuers')) })
  const ask = useMutation({
    mutationFn: (issuer_id: string) =>
      ok(api.POST('/api/v1/documents/{file_id}/confirmation-request', {
        params: { path: { file_id: documentId } }, body: { issuer_id, note: note.trim() },
      })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['documents'] })
      close()
    },
  })
  const send = () => {
    setTried(true)
    if (issuer) ask.mutate(issuer)
    else document.getElementById(`${id}-issuer`)?.focus()
  }
  return (
    <Modal open title={t('ask_issuer.title')} okText={t('ask_issuer.send')} cancelText={t('common.cancel')}
      confirmLoading={ask.isPending} onOk={send} onCancel={close}>
      <div className="zr-form">
        <p>{t('ask_issuer.text', { name })}</p>
        <div className="zr-field">
          <label htmlFor={`${id}-issuer`}>{t('ask_issuer.issuer')}</label>
          <Select id={`${id}-issuer`} value={issuer} onChange={setIssuer} loading={issuers.isPending}
            showSearch={{ optionFilterProp: 'label' }} status={tried && !issuer ? 'error' : undefined}
            options={(issuers.data ?? []).map((each) => ({ value: each.id, label: `${each.name} · ${t(`kind.${each.kind}`)}` }))} />
          {tried && !issuer && <div className="field-error" role="alert">{t('common.required')}</div>}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-note`}>{t('ask_issuer.note')}</label>
          <Input.TextArea id={`${id}-note`} value={note} maxLength={300} rows={2} onChange={(event) => setNote(event.target.value)} />
        </div>
        <FormProblem error={ask.error ?? issuers.error} />
      </div>
    </Modal>
  )
}
