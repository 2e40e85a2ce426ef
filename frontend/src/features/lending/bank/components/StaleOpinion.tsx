/** The decision was refused because a newer opinion stands: its differences, and nothing lost. */
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatBp as percent } from '../../../../lib/fen'
import { useMoney } from '../../../../lib/useMoney'

interface Difference {
  field: string
  before: unknown
  after: unknown
}

export function StaleOpinion({ seen, now, facts, onReload }: {
  seen: number
  now: number
  facts: Record<string, unknown>
  onReload: () => void
}) {
  const { t } = useTranslation()
  const money = useMoney()
  const newer = Number(facts['opinion_version'] ?? now)
  const differences = Array.isArray(facts['differences']) ? (facts['differences'] as Difference[]) : []
  const word = (field: string, value: unknown) => {
    if (value === null || value === undefined || value === '') return '—'
    if (field === 'amount_fen') return money(Number(value))
    if (field === 'rate_bp') return percent(Number(value))
    if (field === 'kind') return t(`bank.decision.${String(value)}`)
    if (field === 'reason_code') return t(`bank.reason.${String(value)}`)
    return Array.isArray(value) ? value.join(t('common.semicolon')) || '—' : String(value)
  }
  return (
    <div role="alert" style={{ marginBottom: 12 }}>
      <Alert type="warning" showIcon title={t('bank.review.stale_title')}
        description={
          <>
            <p>{t('bank.review.stale_text', { seen, now: newer })}</p>
            <ul className="zb-plain">
              {differences.map((each) => (
                <li key={each.field}>
                  {t(`bank.review.stale_field.${each.field}`, { defaultValue: each.field })}{t('common.colon')}<s>{word(each.field, each.before)}</s> → <strong>{word(each.field, each.after)}</strong>
                </li>
              ))}
            </ul>
            <Button size="small" onClick={onReload}>{t('bank.review.stale_reload', { n: newer })}</Button>
          </>
        } />
    </div>
  )
}
