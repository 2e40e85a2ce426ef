/** Bring files in: several at once, each with its kind; pause, go on, even after a reload. */
import { InboxOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { type DragEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../../lib/permissions'
import ErrorState from '../../../ui/ErrorState'
import Panel from '../../../ui/Panel'
import UploadLimits from '../../../ui/UploadLimits'
import { BROUGHT, type Kind } from '../model'
import { uploads, useUploads } from '../uploads/store'
import UploadRow from './UploadRow'

export const TYPES = '.pdf,.png,.jpg,.jpeg,.webp,.tif,.tiff,.ofd,.docx,.xlsx,.txt,.csv'

export default function UploadPanel() {
  const { t } = useTranslation()
  const organisation = useMe().organisation.id
  const items = useUploads(organisation)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const [kind, setKind] = useState<Kind>('accounts')
  const [over, setOver] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    uploads.refresh(organisation).then(() => setError(null), setError)
  }, [organisation])
  const take = (files: FileList | null) => uploads.add([...(files ?? [])], kind)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  const chosen = items.filter((each) => each.state === 'chosen').length
  return (
    <Panel title={t('vault.upload.title')} sub={t('vault.upload.sub')}>
      <div
        className="vt-drop" data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)} onDrop={drop}
      >
        <span className="vt-drop-words"><InboxOutlined aria-hidden /> {t('vault.upload.drop')}</span>
        <span className="vt-drop-acts">
          <label htmlFor={`${id}-kind`}>{t('vault.upload.kind')}</label>
          <Select id={`${id}-kind`} value={kind} onChange={setKind} className="vt-kind"
            options={BROUGHT.map((value) => ({ value, label: t(`vault.kind.${value}`) }))} />
          <input ref={input} id={id} type="file" multiple accept={TYPES} className="zr-hidden" tabIndex={-1}
            aria-label={t('vault.upload.choose')}
            onChange={(event) => {
              take(event.target.files)
              event.target.value = ''
            }} />
          <Button onClick={() => input.current?.click()}>{t('vault.upload.choose')}</Button>
        </span>
        <UploadLimits />
      </div>
      {error !== null && <ErrorState compact error={error} retry={() => void uploads.refresh(organisation).then(() => setError(null), setError)} />}
      {items.length > 0 && (
        <ul className="vt-uploads" aria-label={t('vault.upload.list')}>
          {items.map((item) => <UploadRow key={item.key} item={item} />)}
        </ul>
      )}
      {chosen > 0 && (
        <div className="vt-start"><Button type="primary" onClick={uploads.startAll}>{t('vault.upload.start', { n: chosen })}</Button></div>
      )}
    </Panel>
  )
}
