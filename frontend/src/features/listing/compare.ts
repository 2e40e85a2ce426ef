/** The rows of the comparison: what is shown, whether it differs, which one is objectively best. */
import type { TFunction } from 'i18next'
import { formatBp, formatFen, wanText, yuanText } from '../../lib/fen'
import { openVerdicts, type Match } from './model'
import { monthsText } from './wording'

export interface Row {
  key: string
  cells: string[]
  /** Index of the best cell, where "better" is objective and not all are equal. */
  best: number | null
  differs: boolean
}

type Value = number | null

function bestOf(values: Value[], better: 'low' | 'high'): number | null {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]))
  if (known.length < 2) return null
  known.sort((a, b) => (better === 'low' ? a.value - b.value : b.value - a.value))
  const [first, second] = known
  return first && second && first.value !== second.value ? first.at : null
}

function row(key: string, cells: string[], best: number | null = null): Row {
  return { key, cells, best, differs: new Set(cells).size > 1 }
}

function feeOf(match: Match, codes: string[]): Value {
  const items = match.fit.cost_to?.items.filter((item) => codes.includes(item.code)) ?? []
  return items.length === 0 ? null : items.reduce((sum, item) => Math.max(sum, item.amount_fen), 0)
}

export function rowsOf(items: Match[], t: TFunction): Row[] {
  const none = t('listing.matches.compare.notApplicable')
  const unknown = t('listing.matches.compare.notGiven')
  const yuan = (value: Value) => (value === null ? none : yuanText(value))
  const fee = (key: string, codes: string[]) => {
    const values = items.map((match) => feeOf(match, codes))
    return values.every((value) => value === null) ? [] : [row(key, values.map(yuan))]
  }
  const insured = items.map((match) => t(`listing.matches.compare.${match.product.guarantee_required ? 'insured' : 'uninsured'}`))
  const rates = items.map((match) => match.fit.rate_to_bp)
  const carries = items.map((match) => match.fit.carries_fen)
  const days = items.map((match) => match.fit.decision_days)
  return [
    row(
      'range',
      items.map((match) =>
        match.fit.subject_to_valuation
          ? t('listing.matches.card.pending', { v: wanText(match.fit.carries_fen) })
          : match.fit.carries_fen < match.product.min_fen
            ? t('listing.matches.compare.below', {
                v: formatFen(match.fit.carries_fen, t),
                least: formatFen(match.product.min_fen, t),
              })
            : `${wanText(match.product.min_fen)}–${formatFen(match.fit.carries_fen, t)}`,
      ),
      items.some((match) => match.fit.subject_to_valuation) ? null : bestOf(carries, 'high'),
    ),
    row(
      'rate',
      items.map((match) => {
        const { rate_from_bp: from, rate_to_bp: to } = match.fit
        if (from === null || to === null) return unknown
        return from === to ? formatBp(from) : `${formatBp(from)}–${formatBp(to)}`
      }),
      bestOf(rates, 'low'),
    ),
    row(
      'interest',
      items.map((match) => yuan(feeOf(match, ['interest']))),
      bestOf(
        items.map((match) => feeOf(match, ['interest'])),
        'low',
      ),
    ),
    ...fee('valuation', ['valuation', 'valuation_fee']),
    ...fee('guarantee', ['guarantee', 'guarantee_fee']),
    ...fee('premium', ['premium', 'insurance_premium']),
    row(
      'subsidy',
      items.map((match) => {
        const subsidies = match.fit.cost_to?.subsidies ?? []
        return subsidies.length === 0
          ? none
          : subsidies.map((each) => yuanText(each.amount_fen)).join(' / ')
      }),
    ),
    row(
      'tenor',
      items.map((match) =>
        t('listing.word.between', {
          a: monthsText(t, match.product.min_months),
          b: monthsText(t, match.product.max_months),
        }),
      ),
    ),
    row(
      'ratio',
      items.map((match) => {
        const ratios = Object.entries(match.product.ratio_bp_by_kind ?? {})
        if (ratios.length === 0) return none
        return ratios
          .map(([kind, bp]) => `${t(`listing.kind.${kind}`)} ${formatBp(Number(bp))}`)
          .join(t('listing.word.sep'))
      }),
    ),
    ...(items.some((match) => match.product.guarantee_required) ? [row('insured', insured)] : []),
    row(
      'answer',
      items.map((match) => t('listing.matches.card.days', { n: match.fit.decision_days })),
      bestOf(days, 'low'),
    ),
    row(
      'open',
      items.map((match) => {
        const open = openVerdicts(match)
        if (open.length === 0) return t('listing.matches.compare.openNone')
        return open
          .map((verdict) => t(`listing.criteria.${verdict.criterion}.name`))
          .join(t('listing.word.sep'))
      }),
    ),
  ]
}
