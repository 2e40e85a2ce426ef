/** The parts of a list with their counts: tabs, or one field where tabs would not fit. */
import { Select, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNarrow } from '../lib/useNarrow'

interface Props {
  label: string
  value: string
  onChange: (key: string) => void
  items: { key: string; label: string; count: number | string | undefined }[]
}

export default function Views({ label, value, onChange, items }: Props) {
  const { t } = useTranslation()
  const narrow = useNarrow(760)
  if (narrow) {
    return (
      <Select aria-label={label} value={value} onChange={onChange} style={{ width: '100%' }}
        options={items.map((item) => ({ value: item.key, label: t('common.viewsItem', { name: item.label, n: item.count ?? '…' }) }))} />
    )
  }
  return (
    <Tabs activeKey={value} onChange={onChange} aria-label={label}
      items={items.map((item) => ({
        key: item.key, label: <span>{item.label} <span className="zr-count num">{item.count ?? '…'}</span></span>,
      }))} />
  )
}
