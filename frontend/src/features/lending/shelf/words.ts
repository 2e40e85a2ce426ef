/** A product's terms in sentences, in the language of `t`. */
import type { TFunction } from 'i18next'
import { formatBp, formatFen } from '../../../lib/fen'
import { askedWords } from '../bank/verdicts'
import { criteriaOf, type Fee, onLoan, type Terms } from './model'

export interface Line {
  key: string
  name: string
  text: string
}

const signed = (bp: number) => (bp < 0 ? `−${-bp}` : `+${bp}`)
const percent = (bp: number) => formatBp(bp)

function price(t: TFunction, terms: Terms): string {
  const one = terms.rate_from_bp === terms.rate_to_bp
  if (terms.rate_base === 'fixed')
    return one ? t('shelf.say.fixed_one', { a: percent(terms.rate_from_bp) }) : t('shelf.say.fixed', { a: percent(terms.rate_from_bp), b: percent(terms.rate_to_bp) })
  const base = t(`shelf.base.${terms.rate_base}`)
  return one ? t('shelf.say.over_one', { base, a: signed(terms.rate_from_bp) }) : t('shelf.say.over', { base, a: signed(terms.rate_from_bp), b: signed(terms.rate_to_bp) })
}

function fee(t: TFunction, one: Fee): string {
  const name = t(`shelf.fee.${one.code}`, { defaultValue: one.code })
  const much = onLoan(one.basis) ? percent(one.rate_bp ?? 0) : formatFen(one.amount_fen, t)
  return t('shelf.say.fee', { name, much, basis: t(`shelf.fee_basis.${one.basis}`) })
}

function cover(t: TFunction, terms: Terms): string {
  const ratios = terms.ratio_bp_by_kind
  if (ratios === null) return t('shelf.say.credit')
  const list = Object.entries(ratios).map(([kind, bp]) => `${t(`bank.kind.${kind}`, { defaultValue: kind })} ${percent(bp)}`).join(t('common.sep'))
  const said = t('shelf.say.cover', { list, value: t(`shelf.value.${terms.value_choice}`) })
  return terms.max_valuation_age_months === null ? said : said + t('common.semicolon') + t('shelf.say.age', { n: terms.max_valuation_age_months })
}

function cuts(t: TFunction, terms: Terms): string {
  const { life_months_beyond_term: life, ...shares } = terms.haircuts
  const said = Object.entries(shares).filter(([, bp]) => bp > 0).map(([cut, bp]) => t('shelf.say.cut', { cut: t(`shelf.cut.${cut}`), much: percent(bp) }))
  if (life !== null) said.push(t('shelf.say.life', { n: life }))
  return said.join(t('common.semicolon'))
}

/** Line by line, in the order in which a firm asks: how much, for whom, on what, with which papers. */
export function productWords(t: TFunction, terms: Terms): Line[] {
  const line = (key: string, text: string): Line => ({ key, name: t(`shelf.part.${key}`), text })
  const lines = [
    line('amount', t('bank.verdict.between', { a: formatFen(terms.min_fen, t), b: formatFen(terms.cap_fen, t) })),
    line('term', t('bank.verdict.between', { a: t('bank.verdict.months', { n: terms.min_months }), b: t('bank.verdict.months', { n: terms.max_months }) })),
    line('rate', price(t, terms)),
    line('fees', terms.fees.map((each) => fee(t, each)).join(t('common.semicolon')) || t('shelf.say.no_fee')),
    line('repayment', terms.repayment === null ? t('shelf.say.not_stated') : t(`shelf.repayment.${terms.repayment}`)),
    line('decision', t('shelf.say.days', { n: terms.decision_days })),
    line('cover', cover(t, terms)),
  ]
  const taken = cuts(t, terms)
  if (taken !== '' && terms.ratio_bp_by_kind !== null) lines.push(line('haircuts', taken))
  criteriaOf(terms).forEach((criterion, at) => {
    const { kind, ...asked } = criterion
    lines.push({ key: `criterion-${at}-${kind}`, name: t(`bank.criterion.${kind}`, { defaultValue: kind }), text: askedWords(t, kind, asked) || t('shelf.say.must') })
  })
  lines.push(line('papers', terms.checklist.map((each) =>
    t(each.required ? 'shelf.say.paper' : 'shelf.say.paper_wished', { name: t(`bank.document.${each.kind}`, { defaultValue: each.kind }) })).join(t('common.sep')) || t('bank.products.asks_nothing')))
  if (terms.guarantee_required) lines.push(line('guarantee', t('cover.required_tick')))
  lines.push(line('mandate', t('shelf.say.mandate', { number: terms.mandate.number || '—', a: terms.mandate.from_on, b: terms.mandate.to_on })))
  return lines
}
