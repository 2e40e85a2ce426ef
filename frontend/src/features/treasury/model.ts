/** The terms of a fee in words, and what a layout says of a statement. */
import type { TFunction } from 'i18next'
import { formatBp, yuanText } from '../../lib/fen'
import type { Fee, Line, NewMatch } from './queries'

export type MatchKind = NewMatch['kind']

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

const IN: readonly MatchKind[] = ['charge', 'bounced', 'payout', 'between', 'counter']
const OUT: readonly MatchKind[] = ['order', 'payee', 'fee', 'between', 'counter']
const NOT_MIRRORED: readonly MatchKind[] = ['payout', 'between', 'fee']

/** In which a bank can keep an account. */
export const CURRENCIES = ['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP', 'SGD', 'AUD', 'CAD', 'CHF'] as const
const FOREIGN = { in: ['converted', 'bounced', 'counter'], out: ['order', 'counter', 'fee'] } as const satisfies Record<Line['direction'], readonly MatchKind[]>

/** What a line of this direction, book and currency can be for. */
export const kindsOf = (line: Pick<Line, 'direction' | 'book' | 'currency'>): MatchKind[] => line.currency !== 'CNY'
  ? FOREIGN[line.direction].filter((kind) => kind !== 'fee' || line.book === 'own')
  : (line.direction === 'in' ? IN : OUT).filter((kind) => (kind !== 'payee' || line.book === 'client') && (line.book !== 'memo' || !NOT_MIRRORED.includes(kind)))
