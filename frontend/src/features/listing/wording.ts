/** Words for criteria: what was found, what was asked, what would change it. */
import type { TFunction } from 'i18next'
import { formatBp, formatFen } from '../../lib/fen'
import type { Change, RightName, Verdict } from './model'

export interface Words {
  t: TFunction
  /** Names of rights by id, for sentences that point at one. */
  rights: Map<string, RightName>
}

type Facts = Record<string, unknown>

const P = 'listing.'

function list(words: Words, items: string[]): string {
  return items.length > 0 ? items.join(words.t(`${P}word.sep`)) : words.t(`${P}word.none`)
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

export function monthsText(t: TFunction, months: number): string {
  if (months < 24) return t(`${P}word.months`, { n: months })
  const [y, m] = [Math.floor(months / 12), months % 12]
  return m === 0 ? t(`${P}word.years`, { n: y }) : t(`${P}word.yearsMonths`, { y, m })
}

function range(words: Words, least: unknown, most: unknown, shown: (n: number) => string): string {
  const [a, b] = [number(least), number(most)]
  if (a !== null && b !== null) return words.t(`${P}word.between`, { a: shown(a), b: shown(b) })
  if (a !== null) return words.t(`${P}word.atLeast`, { v: shown(a) })
  return b === null ? '' : words.t(`${P}word.atMost`, { v: shown(b) })
}

function orUnknown(words: Words, value: number | null, shown: (n: number) => string): string {
  return value === null ? words.t(`${P}word.unknown`) : shown(value)
}

function labels(words: Words, group: string, codes: unknown): string {
  return list(
    words,
    texts(codes).map((code) => words.t(`${P}${group}.${code}`, { defaultValue: code })),
  )
}

function division(words: Words, code: unknown): string {
  if (typeof code !== 'string') return words.t(`${P}word.unknown`)
  return words.t(`${P}division.${code}`, { defaultValue: code })
}

function yesNo(words: Words, group: string, value: unknown): string {
  return words.t(`${P}word.${group}.${value === null || value === undefined ? 'unknown' : String(value)}`)
}

function grade(words: Words, value: unknown): string {
  return words.t(typeof value === 'string' ? `${P}word.grade` : `${P}word.notStated`, { v: value })
}

/** A grade, with its year where it was asked for. */
function gradeFound(words: Words, found: Facts, name: string): string {
  const v = grade(words, found[name])
  const year = found[`${name}_year`]
  if (year === undefined || found[name] === null) return v
  return year === null ? words.t(`${P}word.yearUnknown`, { v }) : words.t(`${P}word.ofYear`, { v, year })
}

function notOlder(words: Words, v: string, years: unknown): string {
  if (typeof years !== 'number') return v
  return words.t(years === 0 ? `${P}word.thisYear` : `${P}word.notOlder`, { v, years })
}

function growthFound(words: Words, found: Facts): string {
  const growth = number(found.growth_bp)
  if (growth !== null) return formatBp(growth)
  return words.t(found.prior_revenue_fen === 0 ? `${P}word.fromNothing` : `${P}word.notStated`)
}

interface JudgedRight {
  right_id: string
  answer: string
  value: unknown
}

function judged(found: Facts): JudgedRight[] {
  return Array.isArray(found.rights) ? (found.rights as JudgedRight[]) : []
}

function rightsFound(words: Words, verdict: Verdict): string {
  const rights = judged(verdict.found)
  const bad = rights.filter((right) => right.answer !== 'pass').length
  const head =
    bad === 0
      ? words.t(`${P}word.allRights`, { n: rights.length })
      : words.t(`${P}word.someRights`, { n: rights.length, bad })
  if (verdict.criterion !== 'remaining_life') return head
  const known = rights.map((right) => number(right.value)).filter((n) => n !== null)
  if (known.length === 0) return head
  const shortest = words.t(`${P}word.shortest`, { v: monthsText(words.t, Math.min(...known)) })
  return `${head}${words.t(`${P}word.comma`)}${shortest}`
}

function coverFound(words: Words, found: Facts): string {
  const lendable = number(found.lendable_fen)
  if (found.valuation === 'missing') return words.t(`${P}word.valuation.missing`)
  if (found.valuation === 'too_old' || lendable === null)
    return words.t(`${P}word.valuation.too_old`, { date: String(found.base_date) })
  return words.t(`${P}word.valuation.carries`, {
    value: formatFen(number(found.value_fen) ?? 0, words.t),
    lendable: formatFen(lendable, words.t),
    ltv: formatBp(number(found.ltv_bp)),
  })
}

const FOUND: Record<string, (words: Words, verdict: Verdict) => string> = {
  amount_range: (w, v) => orUnknown(w, number(v.found.amount_fen), (n) => formatFen(n, w.t)),
  tenor_range: (w, v) => orUnknown(w, number(v.found.term_months), (n) => monthsText(w.t, n)),
  use_of_funds: (w, v) => labels(w, 'use', [v.found.use_of_funds]),
  region: (w, v) => division(w, v.found.division),
  firm_age: (w, v) => orUnknown(w, number(v.found.age_months), (n) => monthsText(w.t, n)),
  revenue: (w, v) => orUnknown(w, number(v.found.revenue_fen), (n) => formatFen(n, w.t)),
  revenue_growth: (w, v) => growthFound(w, v.found),
  tax_grade: (w, v) => gradeFound(w, v.found, 'tax_grade'),
  credit_grade: (w, v) => gradeFound(w, v.found, 'credit_grade'),
  headcount: (w, v) =>
    orUnknown(w, number(v.found.headcount), (n) => w.t(`${P}word.people`, { n })),
  tags_any_of: (w, v) =>
    v.found.tags === null ? w.t(`${P}word.unknown`) : labels(w, 'tag', v.found.tags),
  sectors: (w, v) =>
    v.found.sector === null ? w.t(`${P}word.unknown`) : labels(w, 'sector', [v.found.sector]),
  first_time_borrower: (w, v) => yesNo(w, 'firstTime', v.found.first_time_borrower),
  basic_account: (w, v) => yesNo(w, 'account', v.found.has_basic_account),
  valuation_methods: (w, v) =>
    v.found.method === null ? w.t(`${P}word.valuation.missing`) : labels(w, 'valuationMethod', [v.found.method]),
  min_rights: (w, v) => w.t(`${P}word.pieces`, { n: number(v.found.count) ?? 0 }),
  max_rights: (w, v) => w.t(`${P}word.pieces`, { n: number(v.found.count) ?? 0 }),
  cover: (w, v) => coverFound(w, v.found),
  documents: (w, v) => missing(w, 'doc', v.found.missing),
  consents: (w, v) => missing(w, 'consent', v.found.missing),
}

function missing(words: Words, group: string, codes: unknown): string {
  return texts(codes).length === 0
    ? words.t(`${P}word.complete`)
    : words.t(`${P}word.missingList`, { v: labels(words, group, codes) })
}

function coverAsked(words: Words, asked: Facts): string {
  const ratios = Object.entries((asked.ratio_bp_by_kind ?? {}) as Record<string, number>)
  const text = words.t(`${P}word.coverAsked`, {
    side: words.t(`${P}word.side.${String(asked.value ?? 'low')}`),
    ratios: list(
      words,
      ratios.map(([kind, bp]) =>
        words.t(`${P}word.ratio`, { kind: words.t(`${P}kind.${kind}`), v: formatBp(bp) }),
      ),
    ),
  })
  const age = number(asked.max_age_months)
  return age === null ? text : text + words.t(`${P}word.coverAge`, { v: monthsText(words.t, age) })
}

function lifeAsked(words: Words, asked: Facts): string {
  const kinds = Object.entries((asked.months_by_kind ?? {}) as Record<string, number>)
  const text = list(
    words,
    kinds.map(([kind, months]) =>
      words.t(`${P}word.lifePerKind`, {
        kind: words.t(`${P}kind.${kind}`),
        v: monthsText(words.t, months),
      }),
    ),
  )
  return asked.counted_from === 'loan_end' ? text + words.t(`${P}word.fromLoanEnd`) : text
}

function piecesAsked(words: Words, asked: Facts): string {
  const pieces = words.t(`${P}word.pieces`, { n: number(asked.count) ?? 0 })
  return texts(asked.kinds).length > 0 ? words.t(`${P}word.piecesOf`, { pieces, kinds: labels(words, 'kind', asked.kinds) }) : pieces
}

function ipcAsked(words: Words, asked: Facts): string {
  return (['included', 'excluded'] as const)
    .filter((side) => texts(asked[side]).length > 0)
    .map((side) => words.t(`${P}word.ipc.${side}`, { v: list(words, texts(asked[side])) }))
    .join(words.t(`${P}word.comma`))
}

const ASKED: Record<string, (words: Words, asked: Facts) => string> = {
  amount_range: (w, a) => range(w, a.min_fen, a.max_fen, (n) => formatFen(n, w.t)),
  tenor_range: (w, a) => range(w, a.min_months, a.max_months, (n) => monthsText(w.t, n)),
  use_of_funds: (w, a) => labels(w, 'use', a.allowed),
  region: (w, a) =>
    list(
      w,
      texts(a.divisions).map((code) => division(w, code)),
    ),
  firm_age: (w, a) => monthsText(w.t, number(a.min_months) ?? 0),
  revenue: (w, a) => range(w, a.min_fen, a.max_fen, (n) => formatFen(n, w.t)),
  revenue_growth: (w, a) => w.t(`${P}word.atLeast`, { v: formatBp(number(a.min_bp)) }),
  tax_grade: (w, a) => notOlder(w, list(w, texts(a.grades).map((each) => grade(w, each))), a.max_age_years),
  credit_grade: (w, a) => notOlder(w, w.t(`${P}word.orBetter`, { v: grade(w, a.at_least) }), a.max_age_years),
  headcount: (w, a) => range(w, a.min_people, a.max_people, (n) => w.t(`${P}word.people`, { n })),
  tags_any_of: (w, a) => labels(w, 'tag', a.tags),
  sectors: (w, a) => labels(w, 'sector', a.sectors),
  right_kinds: (w, a) => labels(w, 'kind', a.kinds),
  min_rights: (w, a) => piecesAsked(w, a),
  max_rights: (w, a) => piecesAsked(w, a),
  remaining_life: (w, a) => lifeAsked(w, a),
  used_for: (w, a) => monthsText(w.t, number(a.min_months) ?? 0),
  owned: (w, a) => w.t(`${P}word.proof.${String(a.proof ?? 'owned')}`),
  cover: (w, a) => coverAsked(w, a),
  ipc: ipcAsked,
  valuation_methods: (w, a) => labels(w, 'valuationMethod', a.methods),
  documents: (w, a) => labels(w, 'doc', a.kinds),
  consents: (w, a) => labels(w, 'consent', a.consents),
}

export function nameOf(words: Words, verdict: Verdict): string {
  return words.t(`${P}criteria.${verdict.criterion}.name`, { defaultValue: verdict.criterion })
}

export function foundText(words: Words, verdict: Verdict): string {
  const found = (FOUND[verdict.criterion] ?? rightsFound)(words, verdict)
  return words.t(`${P}criteria.${verdict.criterion}.found`, { found, defaultValue: found })
}

export function askedText(words: Words, verdict: Verdict): string {
  const asked = ASKED[verdict.criterion]?.(words, verdict.asked) ?? ''
  return words.t(`${P}criteria.${verdict.criterion}.asked`, { asked, defaultValue: asked })
}

function rightNames(words: Words, ids: string[]): string {
  return list(
    words,
    ids.map((id) => words.rights.get(id)?.title ?? words.rights.get(id)?.label ?? '—'),
  )
}

/** The smallest change as a sentence. */
export function changeText(words: Words, change: Change, now: { termMonths: number }): string {
  const key = `${P}matches.change.${change.action}`
  switch (change.action) {
    case 'set_amount':
      return words.t(key, { v: formatFen(change.amount_fen ?? 0, words.t) })
    case 'set_term':
      return words.t(key, {
        from: monthsText(words.t, now.termMonths),
        v: monthsText(words.t, change.term_months ?? 0),
      })
    case 'set_use':
      return words.t(key, { v: labels(words, 'use', change.uses) })
    case 'leave_out_rights':
      return words.t(key, { n: change.right_ids.length, v: rightNames(words, change.right_ids) })
    case 'add_rights':
      return words.t(key, {
        n: change.count ?? 1,
        v: change.kinds.length > 0 ? labels(words, 'kind', change.kinds) : '',
      })
    case 'choose_other_rights':
      return words.t(key, {
        v: change.kinds.length > 0 ? ` (${labels(words, 'kind', change.kinds)})` : '',
      })
    case 'state_valuation':
      return words.t(key, {
        side: words.t(`${P}word.side.${change.value ?? 'low'}`),
        v: formatFen(change.value_fen ?? 0, words.t),
      })
    case 'deposit_documents':
      return words.t(key, { v: labels(words, 'doc', change.documents) })
    case 'give_consents':
      return words.t(key, { v: labels(words, 'consent', change.consents) })
    case 'state_facts':
      return words.t(key, { v: labels(words, 'fact', change.facts) })
    default:
      return change.action
  }
}
