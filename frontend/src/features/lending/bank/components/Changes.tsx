/** What one version of an opinion changed against another, field by field. */
import { useTranslation } from 'react-i18next'
import { formatBp as percent } from '../../../../lib/fen'
import { useMoney } from '../../../../lib/useMoney'
import type { Opinion } from '../model'

export interface Change {
  field: string
  before: unknown
  after: unknown
}

const FIELDS = ['kind', 'amount_fen', 'rate_bp', 'term_months', 'conditions', 'guarantee_required', 'valid_days', 'reason_code', 'sentence', 'note'] as const

export function changes(before: Opinion, after: Opinion): Change[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))
}

export function Changes({ of }: { of: readonly Change[] }) {
  const { t } = useTranslation()
  const money = useMoney()
  const word = (field: string, value: unknown) => {
    if (value === null || value === undefined || value === '') return '—'
    if (field === 'amount_fen') return money(Number(value))
    if (field === 'rate_bp') return percent(Number(value))
    if (field === 'kind') return t(`bank.decision.${String(value)}`)
    if (field === 'reason_code') return t(`bank.reason.${String(value)}`)
    if (typeof value === 'boolean') return t(value ? 'bank.firm.yes' : 'bank.firm.no')
    return Array.isArray(value) ? value.join(t('common.semicolon')) || '—' : String(value)
  }
  return (
    <ul className="zb-plain">
      {of.map((each) => (
        <li key={each.field}>
          {t(`bank.review.stale_field.${each.field}`, { defaultValue: each.field })}{t('common.colon')}<s>{word(each.field, each.before)}</s> → <strong>{word(each.field, each.after)}</strong>
        </li>
      ))}
    </ul>
  )
}
