/** The answers of a proposal in words, block by block. */
import type { TFunction } from 'i18next'
import { formatBp, formatFen, yuanText } from '../../lib/fen'

const BLOCKS = ['parties', 'cover', 'exposure', 'clearance', 'history', 'opponents', 'listing', 'products', 'rights']

/** Where the block of a question such as `cover.parts` stands. */
export const placeOfBlock = (question: string): number => BLOCKS.indexOf(question.split('.')[0] ?? '')

/** What was asked, by its name: as the desk calls it, else as the form asked. */
export function questionWords(question: string, t: TFunction): string {
  const [block = '', field = ''] = question.split('.')
  return t([`insurance.desk.question.${block}_${field}`, `insurance.proposal.question.${block}_${field}`, `field.${field}`], { defaultValue: field })
}

/** Whose words stand elsewhere than with the values of the form. */
const WORDS: Record<string, string> = {
  territory: 'insurance.territory', territories: 'insurance.territory', code: 'insurance.part', part: 'insurance.part',
  cost: 'insurance.cost', deductible_rule: 'insurance.deductible_rule',
}

function figure(name: string, value: number, t: TFunction, currency: string): string {
  if (name.endsWith('_fen')) return currency === 'CNY' ? formatFen(value, t) : `${currency} ${yuanText(value)}`
  if (name.endsWith('_bp')) return formatBp(value)
  return name.endsWith('_ppm') ? formatBp(value / 100) : String(value)
}

const empty = (value: unknown) => value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0)

/** A row of a list: names speak for themselves, figures, days and what is true say what they are. */
function row(of: object, t: TFunction): string {
  const { currency = 'CNY' } = of as { currency?: string }
  const silent = (key: string) => key === 'currency' || /_ids?$/.test(key) || (key === 'kind' && 'code' in of)
  return Object.entries(of).filter(([key, each]) => !silent(key) && !empty(each)).map(([key, each]) => {
    const label = t(`field.${key}`, { defaultValue: key })
    if (each === true) return label
    const said = told(key, each, t, currency)
    return typeof each === 'number' || /_on$|_to$|_grade$/.test(key) ? `${label} ${said}` : said
  }).join(' · ')
}

/** An answer in a line: what it says, whatever its shape. */
export function told(name: string, value: unknown, t: TFunction, currency = 'CNY'): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return t(`insurance.yes_no.${value}`)
  if (Array.isArray(value)) {
    const rows = value.some((each) => typeof each === 'object')
    return value.length === 0 ? t('insurance.desk.none') : value.map((each) => told(name, each, t)).join(t(rows ? 'common.semicolon' : 'common.sep'))
  }
  if (typeof value === 'number') return figure(name, value, t, currency)
  if (typeof value === 'object') return row(value, t)
  const said = t(`${WORDS[name] ?? 'insurance.desk.value'}.${String(value)}`, { defaultValue: String(value) })
  return name === 'kind' ? t(`portfolio.kind.${String(value)}`, { defaultValue: said }) : said
}
