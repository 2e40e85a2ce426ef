/** A look at one row beside its list, which stays operable. */
import { CloseOutlined, DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import './worklist.css'

interface Props {
  title: string
  href: string | undefined
  openLabel?: string
  onClose: () => void
  onMove: (by: 1 | -1) => void
  /** Beside the button that opens it. */
  acts?: ReactNode
  children: ReactNode
}

export default function Peek({ title, href, openLabel, onClose, onMove, acts, children }: Props) {
  const { t } = useTranslation()
  return (
    <aside className="zr-panel zr-peek" aria-label={title}>
      <div className="zr-panel-head">
        <span className="zr-sub">{title}</span>
        <span>
          <Button type="text" icon={<UpOutlined aria-hidden />} aria-label={t('worklist.previous')} onClick={() => onMove(-1)} />
          <Button type="text" icon={<DownOutlined aria-hidden />} aria-label={t('worklist.next')} onClick={() => onMove(1)} />
          <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={t('worklist.close')} onClick={onClose} />
        </span>
      </div>
      <div className="zr-panel-body">{children}</div>
      {(href !== undefined || acts) && (
        <div className="zr-peek-foot">
          {href !== undefined && <Link to={href}><Button type="primary" block tabIndex={-1}>{openLabel ?? t('worklist.open')}</Button></Link>}
          {acts}
        </div>
      )}
    </aside>
  )
}
