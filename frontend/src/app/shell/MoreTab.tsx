/** The last tab on a phone: every place that has no tab of its own; the frame closes it when one goes on. */
import { EllipsisOutlined } from '@ant-design/icons'
import { Drawer } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  links: ReactNode[]
  /** The present page is one of them. */
  isHere: boolean
}

export default function MoreTab({ links, isHere }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" aria-haspopup="dialog" aria-expanded={open} data-here={isHere} onClick={() => setOpen(true)}>
        <EllipsisOutlined aria-hidden />
        <span>{t('nav.more')}</span>
      </button>
      <Drawer open={open} placement="bottom" size="auto" title={t('nav.moreTitle')} onClose={() => setOpen(false)}
        rootClassName="zr-more" styles={{ body: { padding: 0 } }}>
        <nav aria-label={t('nav.moreTitle')}>
          <ul>{links.map((link, at) => <li key={at}>{link}</li>)}</ul>
        </nav>
      </Drawer>
    </>
  )
}
