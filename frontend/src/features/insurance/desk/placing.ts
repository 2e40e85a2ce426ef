/** Shares of a quote's risk as they are typed; the lead keeps the rest, so that they sum to the whole. */
export const PPM_PER_PERCENT = 10_000
const WHOLE = 1_000_000

export interface Taken {
  insurer?: string
  percent: number | null
}

export interface Ceded {
  reinsurer: string
  percent: number | null
}

const ppm = (percent: number | null) => Math.round((percent ?? 0) * PPM_PER_PERCENT)

export const leadPpm = (taken: readonly Taken[]): number => WHOLE - taken.reduce((sum, { percent }) => sum + ppm(percent), 0)

/** Why it cannot be sent; null where it can. */
export function unfit(taken: readonly Taken[], ceded: readonly Ceded[]): 'open' | 'lead' | 'ceded' | null {
  if (taken.some(({ insurer, percent }) => !insurer || ppm(percent) <= 0)) return 'open'
  if (ceded.some(({ reinsurer, percent }) => reinsurer.trim() === '' || ppm(percent) <= 0)) return 'open'
  if (leadPpm(taken) <= 0) return 'lead'
  return ceded.reduce((sum, { percent }) => sum + ppm(percent), 0) > WHOLE ? 'ceded' : null
}
