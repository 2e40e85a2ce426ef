/** The link of a first admin: shown once, to be copied, with the moment it ends. */
import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import Panel from '../../../ui/Panel'
import type { Issued } from '../queries'

export default function LinkOnce({ issued, close }: { issued: Issued; close: () => void }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const [said, setSaid] = useState('')
  const link = `${location.origin}${issued.link.path}`
  useEffect(() => box.current?.focus(), [])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      setSaid(t('common.copied'))
    } catch {
      box.current?.querySelector('input')?.select()
      setSaid(t('operator.link.copyByHand'))
    }
  }
  return (
    <div ref={box} tabIndex={-1}>
      <Panel title={t('operator.link.title', { name: issued.organisation.name })}
        extra={<Button type="text" onClick={close}>{t('operator.link.done')}</Button>}>
        <p>{t('operator.link.text', { email: issued.link.email, until: formatDateTime(issued.link.expires_at) })}</p>
        <div className="op-link">
          <Input readOnly value={link} aria-label={t('operator.link.label')} onFocus={(event) => event.target.select()} />
          <Button type="primary" onClick={() => void copy()}>{t('common.copy')}</Button>
        </div>
        <p className="zr-sub" role="status">{said}</p>
      </Panel>
    </div>
  )
}
