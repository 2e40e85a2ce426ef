/** Papers that go with a message: whoever reads the thread may read them, until it is closed. */
import { useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOwnDocuments } from '../../api/choices'
import UploadBox from '../UploadBox'

interface Props {
  id: string
  help: string
  value: string[]
  onChange: (ids: string[]) => void
}

const MOST = 20

export default function PaperPicks({ id, help, value, onChange }: Props) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const files = useOwnDocuments().data?.items ?? []
  return (
    <div className="zr-field">
      <label htmlFor={id}>{t('thread.papers')}</label>
      <div className="zr-write-papers">
        <Select id={id} mode="multiple" maxCount={MOST} value={value} optionFilterProp="label" placeholder={t('thread.choosePapers')} onChange={onChange}
          options={files.map((file) => ({ value: file.id, label: file.name }))} />
        <UploadBox kind="other" limitsSaid label={t('thread.upload')} onUploaded={(file) => {
          onChange([...value, file.id])
          void cache.invalidateQueries({ queryKey: ['documents'] })
        }} />
      </div>
      <span className="zr-sub">{help}</span>
    </div>
  )
}
