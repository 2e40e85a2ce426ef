/** The place of a figure in the inputs of a valuation, in words: `methods.0.discount.rate` is the discount rate. */

type Translate = (key: string, options?: Record<string, unknown>) => string

const inMethod = (path: string): string => path.replace(/^(?:report\.|inputs\.)?methods\.\d+\.?/, '')

/** Its words' key: numbers of rows left out. */
export const figureKey = (path: string): string =>
  inMethod(path).split('.').filter((part) => !/^\d+$/.test(part)).join('_')

const rowOf = (path: string): string => /\.(\d+)(?:\.|$)/.exec(`.${inMethod(path)}`)?.[1] ?? ''

export function figureWords(path: string, t: Translate): string {
  const key = figureKey(path)
  const words = t(`worth.figure.${key}`, { defaultValue: key === '' ? t('worth.figure.method') : key })
  const row = rowOf(path)
  return row === '' ? words : `${words} ${Number(row) + 1}`
}
