/** The decision was refused because a newer opinion stands: its differences, and nothing lost. */
import { useTranslation } from 'react-i18next'
import StaleRecord, { changesIn } from '../../../../ui/StaleRecord'
import { useOpinionWords } from './Changes'

export function StaleOpinion({ seen, now, facts, onReload }: {
  seen: number
  now: number
  facts: Record<string, unknown>
  onReload: () => void
}) {
  const { t } = useTranslation()
  const newer = Number(facts['opinion_version'] ?? now)
  return (
    <StaleRecord title={t('bank.review.stale_title')} text={t('bank.review.stale_text', { seen, now: newer })} changes={changesIn(facts)}
      action={t('bank.review.stale_reload', { n: newer })} onTake={onReload} {...useOpinionWords()} />
  )
}
