/** One scan chosen from the disk; the form that holds it deposits it when it is sent. */
import { DeleteOutlined, FileDoneOutlined, UploadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'

const ACCEPTED = '.pdf,.png,.jpg,.jpeg,.tif,.tiff'

interface Props {
  id?: string
  value?: File | null
  onChange?: (file: File | null) => void
  label: string
}

export function ScanField({ id, value, onChange, label }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const own = useId()
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap', minWidth: 0 }}>
      <input ref={input} id={`${own}-file`} type="file" accept={ACCEPTED} hidden aria-label={label}
        onChange={(event) => {
          onChange?.(event.target.files?.[0] ?? null)
          event.target.value = ''
        }} />
      <Button id={id} icon={<UploadOutlined aria-hidden />} onClick={() => input.current?.click()}
        aria-label={value ? `${label}${t('common.colon')}${value.name}` : `${t('scan.choose')} · ${label}`}>
        {value ? t('scan.replace') : t('scan.choose')}
      </Button>
      {value && (
        <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <FileDoneOutlined aria-hidden /> {value.name}{' '}
          <Button type="text" size="small" icon={<DeleteOutlined aria-hidden />} aria-label={t('scan.remove', { name: value.name })}
            onClick={() => onChange?.(null)} />
        </span>
      )}
    </div>
  )
}
