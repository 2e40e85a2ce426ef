/** The checker's first sight: opinion against application, line by line. Pure. */
import { type Dossier, type Opinion, ltvBp } from './model'

export type Field = 'kind' | 'amount' | 'term' | 'rate' | 'ltv' | 'rights' | 'conditions' | 'use' | 'valid'
export type How =
  | { code: 'same' | 'within' | 'outside' | 'refuse' }
  | { code: 'less' | 'more'; fen: number }
  | { code: 'shorter' | 'longer' | 'added'; n: number }
  | { code: 'down' | 'up'; bp: number }

export interface Line {
  field: Field
  before: number | string | null
  /** The product's range, where the application names no value of its own. */
  range?: [number | null, number | null]
  after: number | string | null
  how: How
  changed: boolean
}

const SAME: How = { code: 'same' }

/** What the opinion makes of the application; a refusal is one line. */
export function lines(dossier: Dossier, opinion: Opinion): Line[] {
  const { application, valuation, fit } = dossier
  if (opinion.kind === 'refusal')
    return [
      { field: 'kind', before: 'asked', after: 'refusal', how: { code: 'refuse' }, changed: true },
      { field: 'amount', before: application.amount_fen, after: null, how: { code: 'refuse' }, changed: true },
    ]
  const amount = opinion.amount_fen ?? 0
  const term = opinion.term_months ?? 0
  const rate = opinion.rate_bp ?? 0
  const before = ltvBp(application.amount_fen, valuation.value_fen)
  const after = ltvBp(amount, valuation.value_fen)
  const added = opinion.conditions.length + Number(opinion.guarantee_required)
  const rateKept = within(rate, fit.rate_from_bp, fit.rate_to_bp)
  return [
    line('amount', application.amount_fen, amount, amountHow(application.amount_fen, amount)),
    line('term', application.term_months, term, termHow(application.term_months, term)),
    {
      field: 'rate', before: null, range: [fit.rate_from_bp, fit.rate_to_bp], after: rate,
      how: { code: rateKept ? 'within' : 'outside' }, changed: !rateKept,
    },
    line('ltv', before, after, ltvHow(before, after)),
    line('rights', dossier.rights.length, dossier.rights.length, SAME),
    line('conditions', 0, added, added === 0 ? SAME : { code: 'added', n: added }),
    line('use', application.use_of_funds, application.use_of_funds, SAME),
  ]
}

function line(field: Field, before: Line['before'], after: Line['after'], how: How): Line {
  return { field, before, after, how, changed: how.code !== 'same' }
}

function within(value: number, from: number | null, to: number | null) {
  return (from === null || value >= from) && (to === null || value <= to)
}

function amountHow(before: number, after: number): How {
  if (before === after) return SAME
  return after < before ? { code: 'less', fen: before - after } : { code: 'more', fen: after - before }
}

function termHow(before: number, after: number): How {
  if (before === after) return SAME
  return after < before ? { code: 'shorter', n: before - after } : { code: 'longer', n: after - before }
}

function ltvHow(before: number | null, after: number | null): How {
  if (before === after || before === null || after === null) return SAME
  return after < before ? { code: 'down', bp: before - after } : { code: 'up', bp: after - before }
}
