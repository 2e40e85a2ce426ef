/** Deposit one document: chosen or dropped; a large one can be paused, gone on with, and given up. */
import { UploadOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { type DragEvent, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { PIECE } from '../api/resumable'
import FormProblem from './FormProblem'
import UploadLimits from './UploadLimits'
import UploadSpeed from './UploadSpeed'
import { type Deposited, useDeposit, type Way } from './useDeposit'

const TYPES = '.pdf,.png,.jpg,.jpeg,.webp,.tif,.tiff,.ofd,.docx,.xlsx,.txt,.csv'

interface Props {
  kind: string
  label: string
  /** What the button shows where the place around it says the rest of its name. */
  shown?: string
  /** Whether what may be brought stands elsewhere on the page. */
  limitsSaid?: boolean
  onUploaded: (file: Deposited) => void
}

export default function UploadBox({ kind, label, shown, limitsSaid = false, onUploaded }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const { way, error, take, pause, resume, cancel } = useDeposit(kind, onUploaded)
  const chosen = (file: File | undefined) => { if (file && !way) void take(file) }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    chosen(event.dataTransfer.files[0])
  }
  return (
    <div className="zr-upload" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <input
        ref={input} id={id} type="file" accept={TYPES} className="zr-hidden" tabIndex={-1} aria-label={label}
        onChange={(event) => {
          chosen(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button icon={<UploadOutlined aria-hidden />} disabled={way !== null} aria-label={shown === undefined ? undefined : label} onClick={() => input.current?.click()}>
        {shown ?? label}
      </Button>
      {!limitsSaid && <UploadLimits />}
      {way && <UnderWay way={way} onPause={pause} onResume={resume} onCancel={cancel} />}
      <FormProblem error={error} />
    </div>
  )
}

function UnderWay({ way, onPause, onResume, onCancel }: { way: Way; onPause: () => void; onResume: () => void; onCancel: () => void }) {
  const { t } = useTranslation()
  const { file, sent, pace, state, problem } = way
  const called = { name: file.name }
  const percent = Math.min(99, Math.floor((sent / Math.max(1, file.size)) * 100))
  return (
    <div className="zr-upload-way">
      <Progress percent={percent} size="small" aria-label={t('common.upload.progress_of', called)} />
      <span className="zr-upload-line">
        <span className="zr-sub"><UploadSpeed sent={sent} size={file.size} pace={pace} /></span>
        {file.size > PIECE && state !== 'ending' && (
          <>
            {state === 'sending' && <Button size="small" onClick={onPause} aria-label={t('common.upload.pause_of', called)}>{t('common.upload.pause')}</Button>}
            {state === 'paused' && <Button size="small" type="primary" onClick={onResume} aria-label={t('common.upload.resume_of', called)}>{t('common.upload.resume')}</Button>}
            <Button size="small" onClick={onCancel} aria-label={t('common.upload.cancel_of', called)}>{t('common.upload.cancel')}</Button>
          </>
        )}
      </span>
      <span className="zr-sub" role="status">
        {problem
          ? t('common.upload.trouble', { why: t(problem.status === 0 ? 'common.upload.no_network' : 'common.upload.no_server') })
          : t(`common.upload.state.${state}`, called)}
      </span>
    </div>
  )
}
