/** Prices, scopes and findings in words. */
import type { TFunction } from 'i18next'
import { sentenceFor } from '../../api/problem'
import { formatBp, formatFen } from '../../lib/fen'
import type { Finding, Price, Scope } from './model'

const share = (price: Price, t: TFunction) => t('licensing.price.share', { base: t(`licensing.rate_base.${price.rate_base ?? 'sales'}`), rate: formatBp(price.rate_bp) })

/** A price in one line: "upfront 20万元, then 3.00% of sales, at least ...". */
export function priceText(price: Price, t: TFunction): string {
  const parts = [
    price.form === 'free' && t('licensing.price.free'),
    price.lump_fen !== null && t('licensing.price.lump', { amount: formatFen(price.lump_fen, t) }),
    price.upfront_fen !== null && t('licensing.price.upfront', { amount: formatFen(price.upfront_fen, t) }),
    price.rate_bp !== null && share(price, t),
    price.minimum_fen !== null && t('licensing.price.minimum', { amount: formatFen(price.minimum_fen, t) }),
  ]
  return parts.filter(Boolean).join(t('common.semicolon'))
}

export const fieldsText = (scope: Scope, nameOf: (industry: string) => string, t: TFunction): string =>
  scope.fields.length === 0 ? t('licensing.scope.allFields') : scope.fields.map(nameOf).join(t('common.sep'))

export const territoryText = (scope: Scope, t: TFunction): string =>
  scope.territory.length === 0 ? t('licensing.scope.mainland') : scope.territory.map((each) => t(`licensing.province.${each}`)).join(t('common.sep'))

const joined = (value: unknown, t: TFunction) => (Array.isArray(value) ? value.join(t('common.sep')) : '')

/** What a rule of the checklist says: a refusal in the words of its code, a note in its own. */
export const findingText = (finding: Finding, t: TFunction): string =>
  finding.refuses
    ? sentenceFor(finding.code, t, { ...finding.facts, licences: joined(finding.facts.licences, t), words: joined(finding.facts.words, t) })
    : t(`licensing.note.${finding.code}`, { n: finding.facts.count })
