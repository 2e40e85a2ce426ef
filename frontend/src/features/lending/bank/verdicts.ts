/** A product criterion in words: what was asked, and what was found. */
import type { TFunction } from 'i18next'
import { formatBp, formatFen } from '../../../lib/fen'
import type { Verdict } from './model'

type Facts = Record<string, unknown>

/** `{name, asked, found}`: three strings that stand beside each other. */
export function verdictWords(t: TFunction, verdict: Verdict) {
  const { criterion } = verdict
  const asked = verdict.asked as Facts
  const found = verdict.found as Facts
  return {
    name: t(`bank.criterion.${criterion}`, { defaultValue: t('bank.criterion.other') }),
    asked: askedWords(t, criterion, asked),
    found: foundWords(t, criterion, found, verdict.right_ids.length),
  }
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : null)
const listOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])

function range(t: TFunction, least: unknown, most: unknown, show: (n: number) => string) {
  const a = numberOf(least)
  const b = numberOf(most)
  if (a !== null && b !== null) return t('bank.verdict.between', { a: show(a), b: show(b) })
  if (a !== null) return t('bank.verdict.at_least', { x: show(a) })
  return b === null ? '' : t('bank.verdict.at_most', { x: show(b) })
}

function named(t: TFunction, group: string, codes: unknown) {
  return listOf(codes).map((code) => t(`bank.${group}.${code}`, { defaultValue: code })).join(t('common.sep'))
}

function division(t: TFunction, code: string) {
  if (code === '31') return t('bank.verdict.shanghai')
  return code === '310115' ? t('bank.verdict.pudong') : code
}

const money = (t: TFunction) => (fen: number) => formatFen(fen, t)
const months = (t: TFunction) => (n: number) => t('bank.verdict.months', { n })
const people = (t: TFunction) => (n: number) => t('bank.verdict.people', { n })

const grade = (t: TFunction, value: unknown) => t('bank.verdict.grade', { x: String(value) })

/** A grade, with its year where it is stated or was asked for. */
export function gradeOf(t: TFunction, value: unknown, year: unknown) {
  const x = grade(t, value)
  if (year === undefined) return x
  return year === null ? t('bank.verdict.year_unknown', { x }) : t('bank.verdict.of_year', { x, year })
}

function notOlder(t: TFunction, x: string, years: unknown) {
  if (typeof years !== 'number') return x
  return t(years === 0 ? 'bank.verdict.this_year' : 'bank.verdict.not_older', { x, years })
}

/** How many, and of which kinds where they are named. */
function pieces(t: TFunction, asked: Facts) {
  const n = t('bank.verdict.pieces', { n: numberOf(asked['count']) ?? 0 })
  const kinds = named(t, 'kind', asked['kinds'])
  return kinds === '' ? n : t('bank.verdict.pieces_of', { n, kinds })
}

export function askedWords(t: TFunction, criterion: string, asked: Facts): string {
  switch (criterion) {
    case 'amount_range':
    case 'revenue':
      return range(t, asked['min_fen'], asked['max_fen'], money(t))
    case 'tenor_range':
      return range(t, asked['min_months'], asked['max_months'], months(t))
    case 'firm_age':
    case 'used_for':
      return range(t, asked['min_months'], null, months(t))
    case 'headcount':
      return range(t, asked['min_people'], asked['max_people'], people(t))
    case 'use_of_funds':
      return named(t, 'use', asked['allowed'])
    case 'region':
      return listOf(asked['divisions']).map((code) => division(t, code)).join(t('common.sep'))
    case 'tags_any_of':
      return named(t, 'tag', asked['tags'])
    case 'sectors':
      return named(t, 'sector', asked['sectors'])
    case 'right_kinds':
      return named(t, 'kind', asked['kinds'])
    case 'revenue_growth':
      return t('bank.verdict.at_least', { x: formatBp(numberOf(asked['min_bp'])) })
    case 'tax_grade':
      return notOlder(t, listOf(asked['grades']).map((each) => grade(t, each)).join(t('common.sep')), asked['max_age_years'])
    case 'credit_grade':
      return notOlder(t, t('bank.verdict.or_better', { x: grade(t, asked['at_least']) }), asked['max_age_years'])
    case 'min_rights':
      return t('bank.verdict.at_least', { x: pieces(t, asked) })
    case 'max_rights':
      return t('bank.verdict.at_most', { x: pieces(t, asked) })
    case 'remaining_life':
      return Object.entries((asked['months_by_kind'] ?? {}) as Record<string, number>)
        .map(([kind, n]) => `${t(`bank.kind.${kind}`)} ${t('bank.verdict.months', { n })}`)
        .join(t('common.sep'))
    case 'owned':
      return t(`bank.ownership.${String(asked['proof'] ?? 'owned')}`)
    case 'cover':
      return Object.entries((asked['ratio_bp_by_kind'] ?? {}) as Record<string, number>)
        .map(([kind, bp]) => `${t(`bank.kind.${kind}`)} ${bp / 100}%`)
        .join(t('common.sep'))
    case 'ipc': {
      const sides = (['included', 'excluded'] as const).map((side) => [side, listOf(asked[side]).join(t('common.sep'))] as const)
      return sides.filter(([, x]) => x !== '').map(([side, x]) => t(`bank.verdict.${side}`, { x })).join(t('common.semicolon'))
    }
    case 'valuation_methods':
      return named(t, 'method', asked['methods'])
    case 'documents':
      return named(t, 'document', asked['kinds'])
    case 'consents':
      return named(t, 'consents', asked['consents'])
    default:
      return ''
  }
}

function truth(t: TFunction, value: unknown) {
  return typeof value === 'boolean' ? t(value ? 'bank.firm.yes' : 'bank.firm.no') : t('bank.verdict.unknown')
}

function amount(t: TFunction, value: unknown, show: (n: number) => string) {
  const n = numberOf(value)
  return n === null ? t('bank.verdict.unknown') : show(n)
}

function foundWords(t: TFunction, criterion: string, found: Facts, atIssue: number): string {
  switch (criterion) {
    case 'amount_range':
      return amount(t, found['amount_fen'], money(t))
    case 'revenue':
      return amount(t, found['revenue_fen'], money(t))
    case 'tenor_range':
      return amount(t, found['term_months'], months(t))
    case 'firm_age':
      return amount(t, found['age_months'], months(t))
    case 'headcount':
      return amount(t, found['headcount'], people(t))
    case 'use_of_funds':
      return named(t, 'use', [found['use_of_funds']])
    case 'region':
      return found['division'] ? division(t, String(found['division'])) : t('bank.verdict.unknown')
    case 'tags_any_of':
      return named(t, 'tag', found['tags']) || (found['tags'] ? t('bank.firm.none') : t('bank.verdict.unknown'))
    case 'sectors':
      return found['sector'] ? named(t, 'sector', [found['sector']]) : t('bank.verdict.unknown')
    case 'revenue_growth':
      return found['prior_revenue_fen'] === 0 ? t('bank.verdict.from_nothing') : amount(t, found['growth_bp'], formatBp)
    case 'tax_grade':
    case 'credit_grade':
      return found[criterion] ? gradeOf(t, found[criterion], found[`${criterion}_year`]) : t('bank.verdict.unknown')
    case 'first_time_borrower':
      return truth(t, found['first_time_borrower'])
    case 'basic_account':
      return truth(t, found['has_basic_account'])
    case 'valuation_methods':
      return found['method'] ? named(t, 'method', [found['method']]) : t('bank.verdict.valuation_missing')
    case 'min_rights':
    case 'max_rights':
      return t('bank.verdict.pieces', { n: numberOf(found['count']) ?? 0 })
    case 'cover':
      if (found['valuation'] !== 'usable') return t(`bank.verdict.valuation_${String(found['valuation'])}`)
      return t('bank.verdict.lendable', { x: amount(t, found['lendable_fen'], money(t)) })
    case 'documents':
    case 'consents': {
      const missing = named(t, criterion === 'documents' ? 'document' : 'consents', found['missing'])
      return missing === '' ? t('bank.verdict.complete') : t('bank.verdict.missing', { x: missing })
    }
    default:
      return atIssue === 0 ? t('bank.verdict.all_rights') : t('bank.verdict.not_of_all', { n: atIssue })
  }
}
