/** The recovery codes, shown once: copied or downloaded, and said to be kept. */
import { Button, Checkbox } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime, now } from '../../../lib/dates'
import { useMe } from '../../../lib/permissions'
import { saveFile } from '../../../lib/saveFile'
import { fileOf } from '../factor'

export default function RecoveryCodes({ codes, done }: { codes: string[]; done: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const heading = useRef<HTMLHeadingElement>(null)
  const [copied, setCopied] = useState(false)
  const [kept, setKept] = useState(false)
  useEffect(() => heading.current?.focus(), [])
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    setCopied(true)
  }
  const save = () => {
    const head = t('identity.factor.fileHead', { name: me.member.name, at: formatDateTime(now().toISOString()) })
    saveFile(new Blob([fileOf(head, codes)], { type: 'text/plain;charset=utf-8' }), 'zhirong-recovery-codes.txt')
  }
  return (
    <div className="zr-form">
      <h3 ref={heading} tabIndex={-1}>{t('identity.factor.codesTitle')}</h3>
      <p>{t('identity.factor.codesText')}</p>
      <ol className="zr-codes" aria-label={t('identity.factor.codesTitle')}>
        {codes.map((code) => <li key={code}><code>{code}</code></li>)}
      </ol>
      <div className="zr-person-actions">
        <Button onClick={() => void copy()}>{t(copied ? 'identity.factor.copied' : 'identity.factor.copy')}</Button>
        <Button onClick={save}>{t('identity.factor.save')}</Button>
      </div>
      <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>{t('identity.factor.kept')}</Checkbox>
      <div><Button type="primary" disabled={!kept} onClick={done}>{t('identity.factor.done')}</Button></div>
    </div>
  )
}
