/** A one-time link, shown once: copy it now. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import type { LinkIssued } from '../queries'

export default function IssuedLink({ link }: { link: LinkIssued }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const address = location.origin + link.path
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    setCopied(true)
  }
  return (
    <div role="status">
      <p>{t('identity.people.once', { email: link.email, until: formatDateTime(link.expires_at) })}</p>
      <div className="zr-once">
        <code>{address}</code>
        <Button type="primary" onClick={() => void copy()}>{t(copied ? 'common.copied' : 'common.copy')}</Button>
      </div>
    </div>
  )
}
