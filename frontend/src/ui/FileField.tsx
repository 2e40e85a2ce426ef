/** A file of one's own machine, chosen with a button in the reader's language; nothing of it is sent. */
import { UploadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  /** Of the button, so that a form can give it the focus. */
  id: string
  label: string
  onChoose: (file: File | null) => void
}

export default function FileField({ id, label, onChoose }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState<string | null>(null)
  return (
    <div className="zr-file">
      <input ref={input} type="file" className="zr-hidden" tabIndex={-1} aria-label={label} onChange={(event) => {
        const file = event.target.files?.[0] ?? null
        setName(file?.name ?? null)
        onChoose(file)
      }} />
      <Button id={id} icon={<UploadOutlined aria-hidden />} aria-label={`${t('common.choose_file')}${t('common.colon')}${label}`} onClick={() => input.current?.click()}>{t('common.choose_file')}</Button>
      <span className={name === null ? 'zr-sub' : undefined}>{name ?? t('common.no_file')}</span>
    </div>
  )
}
