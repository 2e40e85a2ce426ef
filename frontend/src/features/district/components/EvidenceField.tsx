/** The scan of what a figure was read from; it may be left out, and is said to be missing then. */
import { DeleteOutlined, FileDoneOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import UploadBox from '../../../ui/UploadBox'
import type { Deposited } from '../../../ui/useDeposit'

interface Props {
  value: Deposited | null
  disabled: boolean
  onChange: (file: Deposited | null) => void
}

export default function EvidenceField({ value, disabled, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div className="zr-field">
      <span className="zr-label">{t('district.stated.evidence')}</span>
      {value ? (
        <span><FileDoneOutlined aria-hidden /> {value.name}{' '}
          <Button type="text" size="small" icon={<DeleteOutlined aria-hidden />} aria-label={t('district.stated.remove_evidence')} onClick={() => onChange(null)} /></span>
      ) : !disabled && <UploadBox kind="other" label={t('district.stated.choose_evidence')} onUploaded={onChange} />}
    </div>
  )
}
