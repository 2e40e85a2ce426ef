/** A valuation while it is being written, checked before it is sent. */
import type { components } from '../../api/schema'
import { fenOfWan } from '../../lib/need'

type Schemas = components['schemas']
export type Valuation = Schemas['ValuationOut']
export type ValuationIn = Schemas['ValuationIn']

/** What a firm states by itself; a negotiated value is agreed with the bank in its case. */
export const METHODS = ['income', 'market', 'cost', 'internal'] as const
export const APPRAISAL_METHODS: readonly string[] = ['income', 'market', 'cost']

export interface RangeText {
  low: string
  central: string
  high: string
}

export interface ValuationDraft {
  rightIds: string[]
  perRight: boolean
  whole: RangeText
  values: Record<string, RangeText>
  method: string
  appraised: boolean
  baseDate: string
  valuer: string
  report: { id: string; name: string } | null
}

export const NO_RANGE: RangeText = { low: '', central: '', high: '' }

export function blank(rightIds: string[]): ValuationDraft {
  return {
    rightIds,
    perRight: false,
    whole: NO_RANGE,
    values: {},
    method: '',
    appraised: false,
    baseDate: '',
    valuer: '',
    report: null,
  }
}

export interface RangeFen {
  low_fen: number
  central_fen: number
  high_fen: number
}

/** The range in fen; null while it is not one (low ≤ central ≤ high, above zero). */
export function rangeOf(text: RangeText): RangeFen | null {
  const [low, central, high] = [text.low, text.central, text.high].map(fenOfWan)
  if (!low || !central || !high || low > central || central > high) return null
  return { low_fen: low, central_fen: central, high_fen: high }
}

/** The sum of the values per right, as the server will check it; null while one is open. */
export function sumOf(draft: ValuationDraft): RangeFen | null {
  const total: RangeFen = { low_fen: 0, central_fen: 0, high_fen: 0 }
  for (const id of draft.rightIds) {
    const range = rangeOf(draft.values[id] ?? NO_RANGE)
    if (range === null) return null
    total.low_fen += range.low_fen
    total.central_fen += range.central_fen
    total.high_fen += range.high_fen
  }
  return draft.rightIds.length > 0 ? total : null
}

export type ValuationField = 'rights' | 'value' | 'method' | 'base' | 'valuer' | 'report'

export function openFields(draft: ValuationDraft, today: string): ValuationField[] {
  const open: ValuationField[] = []
  if (draft.rightIds.length === 0) open.push('rights')
  if ((draft.perRight ? sumOf(draft) : rangeOf(draft.whole)) === null) open.push('value')
  if (draft.method === '' || (draft.appraised && !APPRAISAL_METHODS.includes(draft.method)))
    open.push('method')
  if (draft.baseDate === '' || draft.baseDate > today) open.push('base')
  if (draft.valuer.trim() === '') open.push('valuer')
  if (draft.appraised && draft.report === null) open.push('report')
  return open
}

export function statementOf(draft: ValuationDraft): ValuationIn | null {
  const whole = draft.perRight ? sumOf(draft) : rangeOf(draft.whole)
  if (whole === null) return null
  return {
    right_ids: draft.rightIds,
    ...whole,
    per_right: draft.perRight
      ? draft.rightIds.flatMap((id) => {
          const range = rangeOf(draft.values[id] ?? NO_RANGE)
          return range === null ? [] : [{ right_id: id, ...range }]
        })
      : null,
    method: draft.method as ValuationIn['method'],
    appraised: draft.appraised,
    base_date: draft.baseDate,
    valuer: draft.valuer.trim(),
    report_file_id: draft.report?.id ?? null,
  }
}
