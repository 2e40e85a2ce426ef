/** Choose or drop a gazette file; it is sent with progress and becomes a job. */
import { UploadOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { upload } from '../../../api/client'
import { tellLate } from '../../../lib/late'
import { useNewest } from '../../../lib/useNewest'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'

const MOST = 64 * 1024 * 1024

export default function GazetteUpload({ onQueued }: { onQueued: (id: string) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null)
  const [tooLarge, setTooLarge] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const ask = useNewest()
  const take = async (file: File | undefined) => {
    if (!file || sending) return
    setError(null)
    setTooLarge(file.size > MOST)
    if (file.size > MOST) return
    const form = new FormData()
    form.append('file', file, file.name)
    setSending({ name: file.name, share: 0 })
    const [isHere, from] = [ask(), location.pathname]
    try {
      const queued = await upload<{ id: string }>('/api/v1/patents/imports', form, (share) => setSending({ name: file.name, share }))
      if (isHere()) onQueued(queued.id)
    } catch (problem) {
      if (!isHere()) tellLate(problem, from)
      setError(problem)
    } finally {
      setSending(null)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    void take(event.dataTransfer.files[0])
  }
  const label = t('operator.imports.choose')
  return (
    <Panel title={t('operator.imports.upload')} sub={t('operator.imports.formats')}>
      <div className="zr-upload" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <input ref={input} type="file" accept=".csv,.txt,.tsv,.xlsx,.xls,.json,.xml,.html,.htm" className="zr-hidden" tabIndex={-1} aria-label={label}
          onChange={(event) => {
            void take(event.target.files?.[0])
            event.target.value = ''
          }} />
        <Button type="primary" icon={<UploadOutlined aria-hidden />} loading={sending !== null} onClick={() => input.current?.click()}>{label}</Button>
        <span className="zr-sub">{t('operator.imports.limits')}</span>
      </div>
      {sending && (
        <div role="status">
          <span>{t('operator.imports.sending', { name: sending.name })}</span>
          <Progress percent={Math.round(sending.share * 100)} aria-label={t('operator.imports.sending', { name: sending.name })} />
        </div>
      )}
      {tooLarge && <div className="zr-problem" role="alert">{t('operator.imports.tooLarge')}</div>}
      <FormProblem error={error} />
    </Panel>
  )
}
