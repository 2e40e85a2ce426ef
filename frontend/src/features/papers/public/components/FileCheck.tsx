/** Choose or drop a file: it is hashed here, in slices, and only its hash goes on. */
import { UploadOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { type DragEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sha256Of } from '../../../../lib/sha256'

export interface Hashed {
  name: string
  sha256: string
}

export default function FileCheck({ onHashed }: { onHashed: (file: Hashed | null) => void }) {
  const { t } = useTranslation()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const running = useRef<AbortController>(undefined)
  const [share, setShare] = useState<number | null>(null)
  const [isOver, setOver] = useState(false)
  const [unreadable, setUnreadable] = useState(false)
  useEffect(() => () => running.current?.abort(), [])

  const take = async (file: File | undefined) => {
    if (!file) return
    running.current?.abort()
    const now = new AbortController()
    running.current = now
    setUnreadable(false)
    setShare(0)
    onHashed(null)
    try {
      const sha256 = await sha256Of(file, setShare, now.signal)
      if (!now.signal.aborted) onHashed({ name: file.name, sha256 })
    } catch {
      if (!now.signal.aborted) setUnreadable(true)
    } finally {
      if (running.current === now) setShare(null)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  const over = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <div className="pp-drop" data-over={isOver} onDragOver={over} onDragLeave={() => setOver(false)} onDrop={drop}>
      <input ref={input} id={id} type="file" className="zr-hidden" tabIndex={-1} aria-label={t('papers.verify.choose')}
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }} />
      <Button size="large" icon={<UploadOutlined aria-hidden />} onClick={() => input.current?.click()}>{t('papers.verify.choose')}</Button>
      <p>{t('papers.verify.drop')}</p>
      <p className="zr-sub">{t('papers.verify.stays')}</p>
      {share !== null && (
        <div className="pp-progress">
          <Progress percent={Math.round(share * 100)} size="small" aria-label={t('papers.verify.hashing')} />
          <Button size="small" onClick={() => { running.current?.abort(); setShare(null) }}>{t('papers.verify.stop')}</Button>
        </div>
      )}
      {unreadable && <p className="field-error" role="alert">{t('papers.verify.unreadable')}</p>}
    </div>
  )
}
