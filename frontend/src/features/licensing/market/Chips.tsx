/** What the list is narrowed by, each to be taken back. */
import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Asked, type Group, GROUPS } from '../model'
import { useValueName } from './useValueName'

interface Props {
  asked: Asked
  onDrop: (group: Group, value: string) => void
  onClear: () => void
}

export default function Chips({ asked, onDrop, onClear }: Props) {
  const { t } = useTranslation()
  const nameOf = useValueName()
  const chosen = GROUPS.flatMap((group) => (asked[group] ?? []).map((value) => ({ group, value })))
  if (chosen.length === 0 && !asked.q) return null
  return (
    <div className="zr-filters">
      {chosen.map(({ group, value }) => {
        const name = nameOf(group, value)
        return (
          <button key={group + value} type="button" className="lc-chip" aria-label={t('licensing.market.drop', { name })} onClick={() => onDrop(group, value)}>
            {name} <CloseOutlined aria-hidden />
          </button>
        )
      })}
      <Button type="link" onClick={onClear}>{t('common.clear')}</Button>
    </div>
  )
}
