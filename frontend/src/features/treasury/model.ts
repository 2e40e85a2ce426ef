/** The terms of a fee in words, and what a layout says of a statement. */
import type { TFunction } from 'i18next'
import { formatBp, yuanText } from '../../lib/fen'
import type { Fee } from './queries'

export function feeWords(fee: Pick<Fee, 'rate_bp' | 'minimum_fen' | 'maximum_fen'>, t: TFunction): string {
  const yuan = (fen: number) => t('common.yuan', { amount: yuanText(fen) })
  if (fee.rate_bp === null) return t('money.fees.fixed', { amount: yuan(fee.minimum_fen) })
  return t('money.fees.share', { rate: formatBp(fee.rate_bp), least: yuan(fee.minimum_fen), most: yuan(fee.maximum_fen) })
}

/** The fields of a statement: amounts in two columns, or in one with a mark. */
export const layoutFields = (two: boolean) => [
  ...['booked_on', ...(two ? ['credit', 'debit'] : ['amount', 'mark']), 'balance'].map((name) => ({ name, needed: true })),
  ...['name', 'account', 'bank', 'memo', 'serial', 'currency', 'own'].map((name) => ({ name, needed: false })),
]
