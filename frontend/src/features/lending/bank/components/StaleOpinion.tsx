/** The decision was refused because a newer opinion stands: its differences, and nothing lost. */
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Change, Changes } from './Changes'

export function StaleOpinion({ seen, now, facts, onReload }: {
  seen: number
  now: number
  facts: Record<string, unknown>
  onReload: () => void
}) {
  const { t } = useTranslation()
  const newer = Number(facts['opinion_version'] ?? now)
  const differences = Array.isArray(facts['differences']) ? (facts['differences'] as Change[]) : []
  return (
    <div role="alert" style={{ marginBottom: 12 }}>
      <Alert type="warning" showIcon title={t('bank.review.stale_title')}
        description={
          <>
            <p>{t('bank.review.stale_text', { seen, now: newer })}</p>
            <Changes of={differences} />
            <Button size="small" onClick={onReload}>{t('bank.review.stale_reload', { n: newer })}</Button>
          </>
        } />
    </div>
  )
}
