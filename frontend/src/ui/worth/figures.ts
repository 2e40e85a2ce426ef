/** The figures of a valuation in words and numbers. */
import { figureKey } from '../../lib/figureWords'

export { figureWords } from '../../lib/figureWords'

/** Amounts move by a factor on all their periods; counts are years or points; all else is a share. */
const FACTORS = /(?:_fen|\.factor|\.index)$/
const COUNTS = /(?:_years|\.score|price_fen|amount_fen)$/

/** A share of one as per cent, a factor as it is. */
export function figureText(path: string, value: string): string {
  const number = Number(value)
  if (COUNTS.test(path)) return number.toLocaleString('en-US', { maximumFractionDigits: 2 })
  if (FACTORS.test(path)) return `×${number.toFixed(2)}`
  return `${(number * 100).toFixed(2).replace(/\.?0+$/, '')}%`
}

/** What could prove a figure. */
export const proofOf = (path: string): string => {
  const key = figureKey(path)
  if (/^(royalty|share)/.test(key)) return 'share'
  if (/^(sales|base|ebit|profit|net_margin)/.test(key)) return 'sales'
  if (key.startsWith('discount')) return 'discount'
  if (key.startsWith('comparables')) return 'comparables'
  return /^(spends|fair_return|functional|economic|used|remaining)/.test(key) ? 'cost' : 'other'
}
