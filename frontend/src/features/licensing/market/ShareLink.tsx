/** The address of the page as it is narrowed, for a colleague. */
import { LinkOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'

export default function ShareLink() {
  const { t } = useTranslation()
  const { pathname, search } = useLocation()
  const here = pathname + search
  const [said, setSaid] = useState<{ of: string; copied: boolean } | null>(null)
  const copy = async () => {
    // A cursor is a place in today's list, not a wish.
    const url = new URL(here, location.origin)
    url.searchParams.delete('cursor')
    try {
      await navigator.clipboard.writeText(url.href)
      setSaid({ of: here, copied: true })
    } catch {
      setSaid({ of: here, copied: false })
    }
  }
  return (
    <>
      <Button icon={<LinkOutlined aria-hidden />} onClick={() => void copy()}>{t('licensing.market.share')}</Button>
      <span role="status" className="zr-sub">{said?.of === here && t(said.copied ? 'common.copied' : 'licensing.market.shareByHand')}</span>
    </>
  )
}
