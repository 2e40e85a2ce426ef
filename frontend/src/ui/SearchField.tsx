/** A search field that settles before it asks. */
import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'

interface Props {
  label: string
  value: string
  onSettled: (text: string) => void
  width?: number
}

const SETTLE_MS = 300

export default function SearchField({ label, value, onSettled, width = 240 }: Props) {
  const [typed, setTyped] = useState(value)
  /** What the page was told and the address has not shown yet: it comes back while the next letters are typed. */
  const told = useRef<string[]>([])
  const shown = useRef(value)
  const settle = useRef(onSettled)
  useEffect(() => {
    settle.current = onSettled
  })
  useEffect(() => {
    if (value === shown.current) return
    shown.current = value
    const at = told.current.indexOf(value)
    told.current = told.current.slice(at + 1)
    if (at < 0) {
      told.current = []
      setTyped(value)
    }
  }, [value])
  useEffect(() => {
    const text = typed.trim()
    if (text === (told.current.at(-1) ?? shown.current)) return undefined
    const wait = setTimeout(() => {
      told.current.push(text)
      settle.current(text)
    }, SETTLE_MS)
    return () => clearTimeout(wait)
  }, [typed])
  return (
    <Input value={typed} onChange={(event) => setTyped(event.target.value)} allowClear style={{ width, maxWidth: '100%' }}
      prefix={<SearchOutlined aria-hidden />} placeholder={label} aria-label={label} />
  )
}
