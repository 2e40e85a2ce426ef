/** Amounts arrive as whole fen and are worded here; money is never added up in the browser. */
import type { TFunction } from 'i18next'

const YI = 10_000_000_000n
const WAN = 1_000_000n
const MILLION = 100_000_000n
const BILLION = 1000n * MILLION

const group = (digits: string) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** `fen / unit` with `least` to `most` decimals, cut, never rounded up. */
function decimal(fen: bigint, unit: bigint, least: number, most: number): string {
  const size = fen < 0n ? -fen : fen
  let rest = (((size % unit) * 10n ** BigInt(most)) / unit).toString().padStart(most, '0')
  while (rest.length > least && rest.endsWith('0')) rest = rest.slice(0, -1)
  return `${fen < 0n ? '-' : ''}${group((size / unit).toString())}${rest ? `.${rest}` : ''}`
}

const big = (fen: number) => BigInt(Math.trunc(fen))

/** Exact, in yuan, without a unit: `13,500,000.00`. */
export const yuanText = (fen: number | null | undefined): string =>
  fen === null || fen === undefined ? '—' : decimal(big(fen), 100n, 2, 2)

/** In 万元, without a unit, for a column whose header names it: `1,350`. */
export const wanText = (fen: number | null | undefined): string =>
  fen === null || fen === undefined ? '—' : decimal(big(fen), WAN, 0, 2)

/** For people, with its unit by size and language: `27.40 亿元`, `1,350 万元`, `CNY 13.50 m`, `CNY 30,000`. */
export function formatFen(fen: number | null | undefined, t: TFunction): string {
  if (fen === null || fen === undefined) return '—'
  const value = big(fen)
  const size = value < 0n ? -value : value
  if (t('common.lang') === 'en') {
    if (size >= BILLION) return `CNY ${decimal(value, BILLION, 3, 3)} bn`
    if (size >= MILLION) return `CNY ${decimal(value, MILLION, 2, 2)} m`
    if (size >= WAN) return `CNY ${decimal(value, 100n, 0, 2)}`
    return `CNY ${decimal(value, 100n, 2, 2)}`
  }
  if (size >= YI) return `${decimal(value, YI, 2, 2)} 亿元`
  if (size >= WAN) return `${decimal(value, WAN, 0, 2)} 万元`
  return `${decimal(value, 100n, 2, 2)} 元`
}

/** Basis points as a rate: `3.45%`. */
export const formatBp = (bp: number | null | undefined): string =>
  bp === null || bp === undefined ? '—' : `${(bp / 100).toFixed(2)}%`
