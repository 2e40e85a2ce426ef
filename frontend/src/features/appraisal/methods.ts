/** The seven methods of the engine as the report form asks for them. */

export const METHODS = ['relief_from_royalty', 'sales_share', 'profit_share', 'excess_earnings', 'incremental', 'market', 'cost'] as const
export type Method = (typeof METHODS)[number]

/** A series is pasted, a table has a line per row; a rate is per cent with its low and high; the rest is one figure. */
export type Kind = 'series' | 'table' | 'rate' | 'percent' | 'years'

export interface Asked {
  name: string
  kind: Kind
  isOptional?: true
}

export const ASKED: Record<Method, readonly Asked[]> = {
  relief_from_royalty: [{ name: 'sales_fen', kind: 'series' }, { name: 'royalty', kind: 'rate' }, { name: 'tax', kind: 'percent', isOptional: true }],
  sales_share: [{ name: 'sales_fen', kind: 'series' }, { name: 'share', kind: 'rate' }, { name: 'decay', kind: 'percent', isOptional: true }],
  profit_share: [
    { name: 'base_fen', kind: 'series' }, { name: 'net_margin', kind: 'percent', isOptional: true }, { name: 'share', kind: 'rate' },
    { name: 'decay', kind: 'percent', isOptional: true },
  ],
  excess_earnings: [{ name: 'ebit_fen', kind: 'series' }, { name: 'tax', kind: 'percent' }, { name: 'assets', kind: 'table' }],
  incremental: [{ name: 'profit_with_fen', kind: 'series' }, { name: 'profit_without_fen', kind: 'series' }],
  market: [{ name: 'comparables', kind: 'table' }, { name: 'price_spread', kind: 'percent' }],
  cost: [
    { name: 'spends', kind: 'table' }, { name: 'fair_return', kind: 'percent' }, { name: 'used_years', kind: 'years' }, { name: 'remaining_years', kind: 'years' },
    { name: 'functional', kind: 'rate' }, { name: 'economic', kind: 'rate' },
  ],
}

/** The order in which a line of comparables gives its factors. */
export const GRID = ['deal_date', 'right_and_life', 'technical_level', 'market_size', 'licence_form', 'deal_terms'] as const

export const isIncome = (method: Method): boolean => method !== 'market' && method !== 'cost'
