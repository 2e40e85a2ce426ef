/** One patent of the firm's portfolio, found by title or number. */
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAssetChoice } from '../../../api/choices'
import { patentNumber } from '../../../lib/patentNumber'
import Unread from '../../../ui/Unread'
import Field from '../../../ui/need/Field'

export interface Chosen {
  right_id: string
  label: string
  title: string
  expires_on: string | null
}

interface Props {
  id: string
  value: string
  /** The patent of the offer as it is stored. */
  stored?: Chosen | undefined
  fault?: string | undefined
  onChange: (right: Chosen | null) => void
}

export default function RightField({ id, value, stored, fault, onChange }: Props) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const found = useAssetChoice(q)
  const items: Chosen[] = found.data?.pages.flatMap((page) => page.items) ?? []
  const known = stored && !items.some((each) => each.right_id === stored.right_id) && q === '' ? [stored, ...items] : items
  return (
    <Field id={id} label={t('licensing.form.right')} error={fault} wide>
      <Select id={id} showSearch filterOption={false} value={value || null} placeholder={t('licensing.form.rightHelp')} status={fault ? 'error' : ''} loading={found.isFetching}
        onSearch={setQ} notFoundContent={<span>{t('licensing.form.noRight')} <Link to="/e/ip/import">{t('licensing.form.bringIn')}</Link></span>}
        options={known.map((each) => ({ value: each.right_id, label: [each.title, patentNumber(each.label)].filter(Boolean).join(' · ') }))}
        onChange={(right) => onChange(known.find((each) => each.right_id === right) ?? null)} />
      <Unread of={[found]} />
      {value !== '' && <Link className="zr-sub" to={`/e/ip/${value}`}>{t('licensing.form.toRight')}</Link>}
    </Field>
  )
}
