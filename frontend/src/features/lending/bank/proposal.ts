/** The opinion form: what was typed, and what goes to the server. Whole fen, whole basis points. */
import type { components } from '../../../api/schema'

export interface Typed {
  kind: 'grant' | 'refusal'
  amount: string
  rate: string
  term: string
  valid_days: string
  conditions: string[]
  /** Absent in a draft that was kept before there was the tick. */
  guarantee_required?: boolean
  reason_code?: string
  sentence: string
  note: string
}

/** Digits with at most two decimals, as an integer of `scale` per unit; `null` when it is none. */
export function scaled(text: string, scale: 100 | 1_000_000): number | null {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim().replaceAll(',', ''))
  if (found === null) return null
  const cents = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
  return cents * (scale / 100)
}

/** 万元 as typed, in fen. */
export const fenOf = (wan: string) => scaled(wan, 1_000_000)
/** Percent as typed, in basis points. */
export const bpOf = (percent: string) => scaled(percent, 100)

export const wanOf = (fen: number) => String(fen / 1_000_000)
export const percentOf = (bp: number) => String(bp / 100)

export function whole(text: string) {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : null
}

export type FieldName = 'amount' | 'rate' | 'term' | 'valid_days' | 'reason_code' | 'sentence'
export interface Fault {
  field: FieldName
  code: 'amount_needed' | 'amount_above' | 'rate_needed' | 'term_needed' | 'valid_needed' | 'reason_needed' | 'sentence_needed'
}

const MOST_MONTHS = 360
const MOST_DAYS = 90
const WHOLE_BP = 10_000

/** What keeps the opinion from being sent. */
export function faults(typed: Typed, limitFen: number): Fault[] {
  const found: Fault[] = []
  if (typed.kind === 'refusal') {
    if (!typed.reason_code) found.push({ field: 'reason_code', code: 'reason_needed' })
    if (typed.sentence.trim() === '') found.push({ field: 'sentence', code: 'sentence_needed' })
    return found
  }
  const amount = fenOf(typed.amount)
  const rate = bpOf(typed.rate)
  const term = whole(typed.term)
  const valid = whole(typed.valid_days)
  if (amount === null || amount <= 0) found.push({ field: 'amount', code: 'amount_needed' })
  else if (amount > limitFen) found.push({ field: 'amount', code: 'amount_above' })
  if (rate === null || rate > WHOLE_BP) found.push({ field: 'rate', code: 'rate_needed' })
  if (term === null || term < 1 || term > MOST_MONTHS) found.push({ field: 'term', code: 'term_needed' })
  if (valid === null || valid < 1 || valid > MOST_DAYS) found.push({ field: 'valid_days', code: 'valid_needed' })
  return found
}

export function bodyOf(typed: Typed): components['schemas']['OpinionIn'] {
  if (typed.kind === 'refusal')
    return {
      kind: 'refusal', reason_code: typed.reason_code as never, sentence: typed.sentence.trim(), note: typed.note.trim(),
      conditions: [], guarantee_required: false, valid_days: 30,
    }
  return {
    kind: 'grant', amount_fen: fenOf(typed.amount), rate_bp: bpOf(typed.rate), term_months: whole(typed.term),
    valid_days: whole(typed.valid_days) ?? 30, note: typed.note.trim(),
    conditions: typed.conditions.map((each) => each.trim()).filter((each) => each !== ''),
    guarantee_required: typed.guarantee_required ?? false,
  }
}
