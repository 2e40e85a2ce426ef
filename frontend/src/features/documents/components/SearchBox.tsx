/** Search that settles before it asks. */
import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

const SETTLE_MS = 300

export default function SearchBox({ q, onSearch }: { q: string; onSearch: (typed: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(q)
  useEffect(() => setTyped(q), [q])
  useEffect(() => {
    if (typed.trim() === q) return undefined
    const timer = setTimeout(() => onSearch(typed.trim()), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed, q, onSearch])
  return (
    <Input value={typed} onChange={(event) => setTyped(event.target.value)} allowClear className="vt-search"
      prefix={<SearchOutlined aria-hidden />} placeholder={t('vault.search')} aria-label={t('vault.search')} />
  )
}
