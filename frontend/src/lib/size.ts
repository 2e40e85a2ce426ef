/** Sizes of files, and counts, in words. */

const UNITS = ['B', 'KB', 'MB', 'GB'] as const

/** Bytes as people read them, to three figures: `318 KB`, `1.42 GB` (1 KB = 1024 B). */
export function sizeText(bytes: number): string {
  let unit = 0
  let value = bytes
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2
  return `${value.toFixed(digits)} ${UNITS[unit]}`
}

const THOUSANDS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A count with its thousands set off: `200,000`. */
export const countText = (n: number): string => THOUSANDS.format(n)
