/** Papers that go with a message: whoever reads the thread may read them, until it is closed. */
import { useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOwnDocuments } from '../../../api/choices'
import UploadBox from '../../../ui/UploadBox'

interface Props {
  id: string
  value: string[]
  onChange: (ids: string[]) => void
}

const MOST = 20

export default function PaperPicks({ id, value, onChange }: Props) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const files = useOwnDocuments().data?.items ?? []
  return (
    <div className="zr-field">
      <label htmlFor={id}>{t('licensing.thread.papers')}</label>
      <div className="lc-paper">
        <Select id={id} className="lc-grow" mode="multiple" maxCount={MOST} value={value} optionFilterProp="label" placeholder={t('licensing.thread.choosePapers')} onChange={onChange}
          options={files.map((file) => ({ value: file.id, label: file.name }))} />
        <UploadBox kind="other" limitsSaid label={t('licensing.thread.upload')} onUploaded={(file) => {
          onChange([...value, file.id])
          void cache.invalidateQueries({ queryKey: ['documents'] })
        }} />
      </div>
      <span className="zr-sub">{t('licensing.thread.papersHelp')}</span>
    </div>
  )
}
