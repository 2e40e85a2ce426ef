/** Why a column of the comparison cannot be taken, in words: a state, a day, or what an insurer said. */
import type { TFunction } from 'i18next'
import { formatDateTime } from '../../lib/dates'

/** What a column is without a further reason: its standing says the same. */
const SAID = new Set(['accepted', 'withdrawn', 'expired', 'declined'])

export function reasonOf(reason: string | null | undefined, t: TFunction): string | null {
  if (!reason || SAID.has(reason)) return null
  const [code = '', ...more] = reason.split(':')
  const rest = more.join(':').trim()
  if (code === 'valid_until') return t('policies.reason.valid_until', { at: formatDateTime(rest) })
  const words = t(`policies.reason.${code}`, { defaultValue: '' })
  // An insurer's own words follow its code, or stand alone; those of an indication are its state.
  const note = code === 'indication' ? '' : words === '' ? reason : rest
  return [words, note].filter(Boolean).join(t('common.colon'))
}
