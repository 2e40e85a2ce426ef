/** A search field that settles before it asks. */
import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useState } from 'react'

interface Props {
  label: string
  value: string
  onSettled: (text: string) => void
  width?: number
}

const SETTLE_MS = 300

export default function SearchField({ label, value, onSettled, width = 240 }: Props) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed.trim() === value) return undefined
    const wait = setTimeout(() => onSettled(typed.trim()), SETTLE_MS)
    return () => clearTimeout(wait)
  }, [typed, value, onSettled])
  return (
    <Input value={typed} onChange={(event) => setTyped(event.target.value)} allowClear style={{ width, maxWidth: '100%' }}
      prefix={<SearchOutlined aria-hidden />} placeholder={label} aria-label={label} />
  )
}
