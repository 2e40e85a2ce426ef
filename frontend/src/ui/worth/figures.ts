/** The place of a figure in the inputs of a valuation, in words: `methods.0.discount.rate` is the discount rate. */

type Translate = (key: string, options?: Record<string, unknown>) => string

/** Amounts move by a factor on all their periods; counts are years or points; all else is a share. */
const FACTORS = /(?:_fen|\.factor|\.index)$/
const COUNTS = /(?:_years|\.score|price_fen|amount_fen)$/

const keyOf = (path: string): string =>
  path.replace(/^methods\.\d+\./, '').split('.').filter((part) => !/^\d+$/.test(part)).join('_')

const placeOf = (path: string): string => /\.(\d+)\./.exec(path.replace(/^methods\.\d+\./, '.'))?.[1] ?? ''

export function figureWords(path: string, t: Translate): string {
  const words = t(`worth.figure.${keyOf(path)}`, { defaultValue: keyOf(path) })
  const place = placeOf(path)
  return place === '' ? words : `${words} ${Number(place) + 1}`
}

/** A share of one as per cent, a factor as it is. */
export function figureText(path: string, value: string): string {
  const number = Number(value)
  if (COUNTS.test(path)) return number.toLocaleString('en-US', { maximumFractionDigits: 2 })
  if (FACTORS.test(path)) return `×${number.toFixed(2)}`
  return `${(number * 100).toFixed(2).replace(/\.?0+$/, '')}%`
}

/** What could prove a figure. */
export const proofOf = (path: string): string => {
  const key = keyOf(path)
  if (/^(royalty|share)/.test(key)) return 'share'
  if (/^(sales|base|ebit|profit|net_margin)/.test(key)) return 'sales'
  if (key.startsWith('discount')) return 'discount'
  if (key.startsWith('comparables')) return 'comparables'
  return /^(spends|fair_return|functional|economic|used|remaining)/.test(key) ? 'cost' : 'other'
}
