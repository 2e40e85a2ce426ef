import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { isUsable, type Asset } from '../model'

interface Props {
  chosen: Asset[]
  onUse: () => void
  onValue: () => void
  onClear: () => void
}

export default function BulkUse({ chosen, onUse, onValue, onClear }: Props) {
  const { t } = useTranslation()
  const blocked = chosen.filter((asset) => !isUsable(asset)).length
  return (
    <div className="pf-bulk" role="region" aria-label={t('portfolio.list.bulk.chosen', { n: chosen.length })}>
      <strong aria-live="polite">{t('portfolio.list.bulk.chosen', { n: chosen.length })}</strong>
      {blocked > 0 && <span className="muted">{t('portfolio.list.bulk.blocked', { n: blocked })}</span>}
      <span className="pf-grow" />
      <Button onClick={onClear}>{t('portfolio.list.bulk.clear')}</Button>
      <Button onClick={onValue}>{t('portfolio.list.bulk.value')}</Button>
      <Button type="primary" onClick={onUse}>
        {t('portfolio.list.bulk.use')}
      </Button>
    </div>
  )
}
