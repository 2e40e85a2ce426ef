/** What one version of an opinion changed against another, in the bank's words. */
import { useTranslation } from 'react-i18next'
import { type Change, Changes as Listed } from '../../../../ui/StaleRecord'
import type { Opinion } from '../model'

const FIELDS = ['kind', 'amount_fen', 'rate_bp', 'term_months', 'conditions', 'guarantee_required', 'valid_days', 'reason_code', 'sentence', 'note'] as const

export function changes(before: Opinion, after: Opinion): Change[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))
}

export function useOpinionWords() {
  const { t } = useTranslation()
  return {
    nameOf: (field: string) => t(`bank.review.stale_field.${field}`, { defaultValue: field }),
    word: (field: string, value: unknown) => {
      if (field === 'kind') return t(`bank.decision.${String(value)}`)
      return field === 'reason_code' ? t(`bank.reason.${String(value)}`) : undefined
    },
  }
}

export function Changes({ of }: { of: readonly Change[] }) {
  return <Listed of={of} {...useOpinionWords()} />
}
