/** A key's token, shown once: copied, and said to be kept. */
import { Button, Checkbox } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

export default function KeyShown({ token, done }: { token: string; done: () => void }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const [copied, setCopied] = useState(false)
  const [kept, setKept] = useState(false)
  useEffect(() => box.current?.focus(), [])
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])
  const copy = async () => {
    await navigator.clipboard.writeText(token)
    setCopied(true)
  }
  return (
    <div className="zr-form" ref={box} tabIndex={-1}>
      <p>{t('identity.keys.tokenText')}</p>
      <div className="zr-once">
        <code>Authorization: Bearer {token}</code>
        <Button onClick={() => void copy()}>{t(copied ? 'identity.keys.copied' : 'identity.keys.copy')}</Button>
      </div>
      <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>{t('identity.keys.kept')}</Checkbox>
      <div><Button type="primary" disabled={!kept} onClick={done}>{t('identity.keys.done')}</Button></div>
    </div>
  )
}
