/** An organisation by its name, as one types. */
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNamed } from '../queries'

interface Props {
  id: string
  kind?: 'appraiser' | 'insurer'
  value: string | undefined
  onChange: (id: string | undefined) => void
  invalid: boolean
}

export default function OrganisationField({ id, kind, value, onChange, invalid }: Props) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const found = useNamed(q, kind).data?.items ?? []
  return (
    <Select id={id} value={value} onChange={onChange} allowClear showSearch={{ filterOption: false, onSearch: setQ }} status={invalid ? 'error' : undefined}
      placeholder={t('money.raise.choose')} options={found.map((each) => ({ value: each.id, label: each.name }))} />
  )
}
