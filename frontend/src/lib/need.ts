/** A financing need while it is being written: text as typed, checked and turned into a request. */
import type { components } from '../api/schema'

type RequestIn = components['schemas']['FinancingRequestIn']
type RequestOut = components['schemas']['FinancingRequestOut']

export const USES = [
  'working_capital',
  'research_and_development',
  'patent_industrialisation',
  'equipment',
  'refinancing',
  'other',
] as const
export const SECTORS = [
  'integrated_circuits',
  'artificial_intelligence',
  'biomedicine',
  'civil_aviation',
  'other',
] as const
export const TAGS = ['hnte', 'specialised_sme', 'tech_sme', 'talent_led', 'star_candidate'] as const

export const TAX_GRADES = ['A', 'B', 'M', 'C', 'D'] as const
/** JR/T 0030.2, best first. */
export const CREDIT_GRADES = ['AAA', 'AA', 'A', 'BBB', 'BB', 'B', 'CCC', 'CC', 'C'] as const

export interface NeedDraft {
  rightIds: string[]
  usedSince: Record<string, string>
  amountWan: string
  termMonths: string
  use: string
  useNote: string
  establishedOn: string
  headcount: string
  revenueWan: string
  sector: string
  tags: string[]
  firstTime: boolean | null
  basicAccount: boolean | null
  creditReport: boolean | null
  documentIds: string[]
  /** What need not be stated; absent in drafts kept before it was asked. */
  priorRevenueWan?: string
  taxGrade?: string
  creditGrade?: string
  /** Of which year each grade is, and the paper behind it. */
  taxGradeYear?: number
  taxGradeDocument?: string
  creditGradeYear?: number
  creditGradeDocument?: string
}

export type NeedField =
  | 'rights'
  | 'amount'
  | 'term'
  | 'use'
  | 'established_on'
  | 'headcount'
  | 'revenue'
  | 'sector'
  | 'first_time_borrower'
  | 'has_basic_account'
  | 'credit_report_consent'
  | 'prior_revenue'

export const BLANK: NeedDraft = {
  rightIds: [],
  usedSince: {},
  amountWan: '',
  termMonths: '',
  use: '',
  useNote: '',
  establishedOn: '',
  headcount: '',
  revenueWan: '',
  sector: '',
  tags: [],
  firstTime: null,
  basicAccount: null,
  creditReport: null,
  documentIds: [],
}

const FEN_OF_WAN = 6

/** Yuan in ten thousands, as typed, as whole fen; null when it is not such a number. */
export function fenOfWan(text: string): number | null {
  const clean = text.replace(/[,，\s]/gu, '')
  const match = /^(\d{1,9})(?:\.(\d{1,6}))?$/u.exec(clean)
  if (match === null) return null
  return Number(`${match[1]}${(match[2] ?? '').padEnd(FEN_OF_WAN, '0')}`)
}

/** Fen as ten thousands of yuan, without loss. */
export function wanOfFen(fen: number): string {
  const digits = String(fen).padStart(FEN_OF_WAN + 1, '0')
  const rest = digits.slice(-FEN_OF_WAN).replace(/0+$/u, '')
  const whole = digits.slice(0, -FEN_OF_WAN)
  return rest === '' ? whole : `${whole}.${rest}`
}

function wholeNumber(text: string): number | null {
  const clean = text.replace(/[,，\s]/gu, '')
  return /^\d{1,8}$/u.test(clean) ? Number(clean) : null
}

const MOST_MONTHS = 360

function termOf(draft: NeedDraft): number | null {
  const months = wholeNumber(draft.termMonths)
  return months !== null && months >= 1 && months <= MOST_MONTHS ? months : null
}

/** What may be left out: null then, undefined when it is not such a number. */
function priorRevenueOf(draft: NeedDraft): number | null | undefined {
  const typed = (draft.priorRevenueWan ?? '').trim()
  return typed === '' ? null : (fenOfWan(typed) ?? undefined)
}

/** What still has to be filled in or put right, in the order of the form. */
export function openFields(draft: NeedDraft): NeedField[] {
  const isOpen: Record<NeedField, boolean> = {
    rights: draft.rightIds.length === 0,
    amount: !fenOfWan(draft.amountWan),
    term: termOf(draft) === null,
    use: draft.use === '',
    established_on: draft.establishedOn === '',
    headcount: wholeNumber(draft.headcount) === null,
    revenue: fenOfWan(draft.revenueWan) === null,
    sector: draft.sector === '',
    first_time_borrower: draft.firstTime === null,
    has_basic_account: draft.basicAccount === null,
    credit_report_consent: draft.creditReport === null,
    prior_revenue: priorRevenueOf(draft) === undefined,
  }
  return (Object.keys(isOpen) as NeedField[]).filter((field) => isOpen[field])
}

/** The request as the API takes it; null while something is open. */
export function requestOf(draft: NeedDraft): RequestIn | null {
  const amount = fenOfWan(draft.amountWan)
  const term = termOf(draft)
  const headcount = wholeNumber(draft.headcount)
  const revenue = fenOfWan(draft.revenueWan)
  if (openFields(draft).length > 0 || amount === null || term === null) return null
  if (headcount === null || revenue === null) return null
  return {
    rights: draft.rightIds.map((id) => ({
      right_id: id,
      used_since: draft.usedSince[id] ? draft.usedSince[id] : null,
    })),
    amount_fen: amount,
    term_months: term,
    use_of_funds: draft.use as RequestIn['use_of_funds'],
    use_note: draft.useNote,
    facts: {
      established_on: draft.establishedOn,
      headcount,
      revenue_fen: revenue,
      sector: draft.sector as RequestIn['facts']['sector'],
      tags: draft.tags as RequestIn['facts']['tags'],
      first_time_borrower: draft.firstTime === true,
      has_basic_account: draft.basicAccount === true,
      credit_report_consent: draft.creditReport === true,
      prior_revenue_fen: priorRevenueOf(draft) ?? null,
      tax_grade: (draft.taxGrade || null) as RequestIn['facts']['tax_grade'],
      credit_grade: (draft.creditGrade || null) as RequestIn['facts']['credit_grade'],
      tax_grade_year: draft.taxGrade ? (draft.taxGradeYear ?? null) : null,
      tax_grade_document_id: draft.taxGrade ? (draft.taxGradeDocument ?? null) : null,
      credit_grade_year: draft.creditGrade ? (draft.creditGradeYear ?? null) : null,
      credit_grade_document_id: draft.creditGrade ? (draft.creditGradeDocument ?? null) : null,
    },
    document_ids: draft.documentIds,
  }
}

export function draftOf(request: RequestOut): NeedDraft {
  const { facts } = request
  return {
    rightIds: request.rights.map((right) => right.right_id),
    usedSince: Object.fromEntries(
      request.rights.flatMap((right) =>
        right.used_since ? [[right.right_id, right.used_since]] : [],
      ),
    ),
    amountWan: wanOfFen(request.amount_fen),
    termMonths: String(request.term_months),
    use: request.use_of_funds,
    useNote: request.use_note,
    establishedOn: facts.established_on,
    headcount: String(facts.headcount),
    revenueWan: wanOfFen(facts.revenue_fen),
    sector: facts.sector,
    tags: [...facts.tags],
    firstTime: facts.first_time_borrower,
    basicAccount: facts.has_basic_account,
    creditReport: facts.credit_report_consent,
    documentIds: request.documents.map((file) => file.id),
    priorRevenueWan: facts.prior_revenue_fen === null ? '' : wanOfFen(facts.prior_revenue_fen),
    taxGrade: facts.tax_grade ?? '',
    creditGrade: facts.credit_grade ?? '',
    taxGradeYear: facts.tax_grade_year ?? undefined,
    taxGradeDocument: facts.tax_grade_document_id ?? undefined,
    creditGradeYear: facts.credit_grade_year ?? undefined,
    creditGradeDocument: facts.credit_grade_document_id ?? undefined,
  }
}
