/** A SHA-256, short; copied in full. */
import { CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

export default function Hash({ sha256, full = false }: { sha256: string; full?: boolean }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard.writeText(sha256).then(() => setCopied(true), () => setCopied(false))
  return (
    <span className="vt-hash">
      <code title={sha256}>{full ? sha256 : `${sha256.slice(0, 8)}…${sha256.slice(-4)}`}</code>
      <Button type="text" size="small" icon={<CopyOutlined aria-hidden />} onClick={copy} aria-label={t('vault.copy_hash', { hash: sha256.slice(0, 8) })} />
      <span className="zr-sub" role="status">{copied && t('common.copied')}</span>
    </span>
  )
}
