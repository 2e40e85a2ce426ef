import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_COMPARED, type Match } from '../model'

interface Props {
  items: Match[]
  onRemove: (id: string) => void
  onClear: () => void
  onCompare: () => void
}

export default function CompareTray({ items, onRemove, onClear, onCompare }: Props) {
  const { t } = useTranslation()
  const [few, setFew] = useState(false)
  return (
    <div className="ls-tray" role="region" aria-label={t('listing.matches.tray.label')}>
      <strong aria-live="polite" className="nowrap">
        {t('listing.matches.tray.title', { n: items.length, most: MOST_COMPARED })}
      </strong>
      <ul className="ls-chips">
        {items.map((match) => (
          <li key={match.product.id}>
            {match.product.lender.name} · {match.product.name}
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t('listing.matches.tray.remove', { name: match.product.name })}
              onClick={() => onRemove(match.product.id)}
            />
          </li>
        ))}
      </ul>
      <span className="ls-grow field-error" role="status">
        {few && items.length < 2 && t('listing.matches.tray.few')}
      </span>
      <Button onClick={onClear}>{t('listing.matches.tray.clear')}</Button>
      <Button type="primary" onClick={() => (items.length < 2 ? setFew(true) : onCompare())}>
        {t('listing.matches.tray.go', { n: items.length })}
      </Button>
    </div>
  )
}
