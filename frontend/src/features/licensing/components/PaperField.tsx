/** One paper of the firm's own vault, chosen or brought now. */
import { useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOwnDocuments } from '../../../api/choices'
import Field from '../../../ui/need/Field'
import UploadBox from '../../../ui/UploadBox'
import type { Paper } from '../model'

interface Props {
  id: string
  label: string
  help: string
  /** As what a new one is deposited. */
  kind: string
  value: string
  /** As it is stored, where it may be older than the list is long. */
  stored?: Paper | null | undefined
  fault?: string | undefined
  onChange: (id: string) => void
}

export default function PaperField({ id, label, help, kind, value, stored, fault, onChange }: Props) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const files = useOwnDocuments().data?.items ?? []
  const known = stored && !files.some((file) => file.id === stored.id) ? [stored] : []
  return (
    <Field id={id} label={label} error={fault} wide>
      <span className="zr-sub">{help}</span>
      <div className="lc-paper">
        <Select id={id} className="lc-grow" allowClear showSearch optionFilterProp="label" value={value || null} placeholder={t('licensing.form.choosePaper')} status={fault ? 'error' : ''}
          options={[...known, ...files].map((file) => ({ value: file.id, label: file.name }))} onChange={(chosen) => onChange(chosen ?? '')} />
        <UploadBox kind={kind} limitsSaid label={t('licensing.form.uploadOf', { what: label })} shown={t('licensing.form.upload')} onUploaded={(file) => {
          onChange(file.id)
          void cache.invalidateQueries({ queryKey: ['documents'] })
        }} />
      </div>
    </Field>
  )
}
