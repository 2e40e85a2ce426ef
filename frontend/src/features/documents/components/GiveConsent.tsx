/** Let another organisation read: which documents, who, what for, until when; then the same in full, to be confirmed. */
import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueries } from '@tanstack/react-query'
import { sizeText } from '../../../lib/size'
import { api, ok } from '../../../api/client'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import { LONGEST_DAYS, PURPOSES } from '../model'
import { useAct, useChoice, usePartners } from '../queries'
import Hash from './Hash'
import SearchBox from './SearchBox'

interface Props {
  chosen: readonly string[]
  close: (given: boolean) => void
}

const plus = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export default function GiveConsent({ chosen, close }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const { give } = useAct()
  const partners = usePartners()
  const [ids, setIds] = useState<string[]>([...chosen])
  const [to, setTo] = useState<string>()
  const [purpose, setPurpose] = useState<(typeof PURPOSES)[number]>('due_diligence')
  const [note, setNote] = useState('')
  const [until, setUntil] = useState<string | undefined>(plus(today(), 90))
  const [download, setDownload] = useState(false)
  const [missing, setMissing] = useState(false)
  const [checking, setChecking] = useState(false)
  const files = useFilesById(ids)
  const reader = partners.data?.find((each) => each.value === to)?.label
  const [first, ...more] = ids
  const check = () => {
    const complete = first !== undefined && to !== undefined && until !== undefined
    setMissing(!complete)
    setChecking(complete)
  }
  const send = () => {
    if (!first || !to || !until) return
    give.mutate({ first, body: { to, purpose, note, until, download, more_document_ids: more } }, { onSuccess: () => close(true) })
  }
  const lines = (
    <ul className="vt-consented">
      {files.map((file) => (
        <li key={file.id}>
          <strong>{file.name}</strong> <span className="zr-sub">{t(`vault.kind.${file.kind}`)} · <span className="num">{sizeText(file.size)}</span></span> <Hash sha256={file.sha256} />
        </li>
      ))}
    </ul>
  )
  if (checking)
    return (
      <Modal open title={t('vault.give.check_title')} onCancel={() => close(false)} width={640} footer={[
        <Button key="back" onClick={() => setChecking(false)}>{t('common.back')}</Button>,
        <Button key="give" type="primary" loading={give.isPending} onClick={send}>{t('vault.give.confirm', { n: ids.length })}</Button>,
      ]}>
        <p>{t(download ? 'vault.give.sentence_copy' : 'vault.give.sentence', { n: ids.length, reader, until, purpose: t(`vault.purpose.${purpose}`) })}</p>
        {note && <p className="zr-said">{t('vault.give.with_note', { note })}</p>}
        {lines}
        <p className="zr-sub">{t('vault.give.what_follows')}</p>
        <FormProblem error={give.error} />
      </Modal>
    )
  return (
    <Modal open title={t('vault.give.title')} onCancel={() => close(false)} onOk={check} okText={t('vault.give.next')} width={640}>
      <div className="zr-form">
        <DocumentPick ids={ids} onChange={setIds} />
        {missing && !first && <div className="field-error" role="alert">{t('vault.give.need_document')}</div>}
        <div className="zr-field">
          <label htmlFor={`${id}-to`}>{t('vault.give.reader')}</label>
          <Select id={`${id}-to`} value={to} onChange={setTo} loading={partners.isPending} options={partners.data ?? []}
            showSearch={{ optionFilterProp: 'label' }} aria-label={t('vault.give.reader')} aria-invalid={missing && !to} placeholder={t('vault.give.reader_hint')} />
          {missing && !to && <div className="field-error" role="alert">{t('common.required')}</div>}
          <FormProblem error={partners.error} />
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-purpose`}>{t('vault.give.purpose')}</label>
          <Select id={`${id}-purpose`} value={purpose} onChange={setPurpose} aria-label={t('vault.give.purpose')}
            options={PURPOSES.map((value) => ({ value, label: t(`vault.purpose.${value}`) }))} />
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-note`}>{t('vault.give.note')}</label>
          <Input.TextArea id={`${id}-note`} value={note} maxLength={300} rows={2} onChange={(event) => setNote(event.target.value)} />
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-until`}>{t('vault.give.until')}</label>
          <DayField id={`${id}-until`} value={until} onChange={setUntil} from={today()} upTo={plus(today(), LONGEST_DAYS)} />
          {missing && !until && <div className="field-error" role="alert">{t('common.required')}</div>}
        </div>
        <Checkbox checked={download} onChange={(event) => setDownload(event.target.checked)}>{t('vault.give.download')}</Checkbox>
        <p className="zr-sub">{t('vault.give.download_hint')}</p>
      </div>
    </Modal>
  )
}

/** Each as the vault has it now. */
function useFilesById(ids: readonly string[]) {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['documents', 'getDocument', id],
      queryFn: () => ok(api.GET('/api/v1/documents/{file_id}', { params: { path: { file_id: id } } })),
    })),
  }).flatMap((each) => (each.data ? [each.data.file] : []))
}

function DocumentPick({ ids, onChange }: { ids: string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const choice = useChoice(q, true)
  const offered = choice.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <fieldset className="vt-pick">
      <legend>{t('vault.give.documents', { n: ids.length })}</legend>
      <SearchBox q={q} onSearch={setQ} />
      <ul>
        {offered.map((file) => (
          <li key={file.id}>
            <Checkbox checked={ids.includes(file.id)}
              onChange={(event) => onChange(event.target.checked ? [...ids, file.id] : ids.filter((each) => each !== file.id))}>
              {file.name} <span className="zr-sub">{t(`vault.kind.${file.kind}`)}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
      {choice.hasNextPage && <Button onClick={() => void choice.fetchNextPage()} loading={choice.isFetchingNextPage}>{t('vault.give.more')}</Button>}
      <FormProblem error={choice.error} />
    </fieldset>
  )
}
