/** Deposit one document: chosen or dropped, with progress, refused with a reason. */
import { UploadOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { type DragEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ok, upload } from '../api/client'
import { depositInPieces, MOST, PIECE } from '../api/resumable'
import type { components } from '../api/schema'
import FormProblem from './FormProblem'

export type Deposited = components['schemas']['FileOut']

const TYPES = '.pdf,.png,.jpg,.jpeg,.tif,.tiff,.ofd,.docx,.xlsx'

/** Put a file into the vault of one's own organisation; a large one in pieces, gone on with when chosen again. */
export async function deposit(file: File, kind: string, onProgress?: (share: number) => void): Promise<Deposited> {
  if (file.size > PIECE) {
    const file_id = await depositInPieces(file, kind, onProgress)
    return (await ok(api.GET('/api/v1/documents/{file_id}', { params: { path: { file_id } } }))).file
  }
  const form = new FormData()
  form.append('kind', kind)
  form.append('file', file, file.name)
  return upload<Deposited>('/api/v1/documents', form, onProgress)
}

interface Props {
  kind: string
  label: string
  onUploaded: (file: Deposited) => void
}

export default function UploadBox({ kind, label, onUploaded }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [tooLarge, setTooLarge] = useState(false)

  const take = async (file: File | undefined) => {
    if (!file) return
    setError(null)
    setTooLarge(file.size > MOST)
    if (file.size > MOST) return
    setShare(0)
    try {
      onUploaded(await deposit(file, kind, setShare))
    } catch (problem) {
      setError(problem)
    } finally {
      setShare(null)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    void take(event.dataTransfer.files[0])
  }
  return (
    <div className="zr-upload" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <input
        ref={input} id={id} type="file" accept={TYPES} className="zr-hidden" tabIndex={-1} aria-label={label}
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button icon={<UploadOutlined />} loading={share !== null} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <span className="zr-sub">{t('common.upload.limits')}</span>
      {share !== null && <Progress percent={Math.round(share * 100)} size="small" aria-label={label} />}
      {tooLarge && <div className="zr-problem" role="alert">{t('common.upload.tooLarge')}</div>}
      <FormProblem error={error} />
    </div>
  )
}
