/** The answers of a proposal in words, block by block. */
import type { TFunction } from 'i18next'
import { formatFen } from '../../lib/fen'

const BLOCKS = ['parties', 'cover', 'exposure', 'clearance', 'history', 'opponents', 'listing', 'products', 'rights']

/** Where the block of a question such as `cover.parts` stands. */
export const placeOfBlock = (question: string): number => BLOCKS.indexOf(question.split('.')[0] ?? '')

/** What was asked, by its name. */
export function questionWords(question: string, t: TFunction): string {
  const [block = '', field = ''] = question.split('.')
  return t(`insurance.desk.question.${block}_${field}`, { defaultValue: t(`field.${field}`, { defaultValue: field }) })
}

/** An answer in a line: what it says, whatever its shape. */
export function told(name: string, value: unknown, t: TFunction): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return t(`insurance.yes_no.${value}`)
  if (Array.isArray(value)) {
    return value.length === 0 ? t('insurance.desk.none') : value.map((each) => told(name, each, t)).join(t('common.sep'))
  }
  if (typeof value === 'number') return name.endsWith('_fen') ? formatFen(value, t) : String(value)
  if (typeof value === 'object') {
    return Object.entries(value).filter(([, each]) => each !== null && each !== '' && each !== false && !(Array.isArray(each) && each.length === 0))
      .map(([key, each]) => told(key, each, t)).join(' ')
  }
  return t(`insurance.desk.value.${String(value)}`, { defaultValue: String(value) })
}
