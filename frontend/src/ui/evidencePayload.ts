/** The payload of a dated fact of a right, kind by kind, from what a form holds. Pure. */

export const EVIDENCE_KINDS = [
  'register_extract', 'fee_receipt', 'same_day_declaration', 'coowner_consent', 'coowner_agreement',
  'parties_statement', 'desk_statement',
] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** The kind of document under which each scan is deposited. */
export const SCAN_KIND = {
  register_extract: 'register_extract',
  fee_receipt: 'fee_receipt',
  same_day_declaration: 'declaration',
  coowner_consent: 'consent',
  coowner_agreement: 'consent',
  parties_statement: 'declaration',
  desk_statement: 'declaration',
} as const satisfies Record<EvidenceKind, string>

/** The desk's own statement needs no paper behind it. */
export const SCAN_WANTED = new Set<EvidenceKind>(EVIDENCE_KINDS.filter((kind) => kind !== 'desk_statement'))

export const LEGAL_STATUSES = ['in_force', 'lapsed_fee', 'expired', 'abandoned', 'invalid'] as const
export const EXTRACT_FLAGS = [
  'late_period', 'running_pledge', 'licensed', 'preserved', 'suspended', 'invalidation_pending',
] as const

/** What the form holds; days are ISO strings. */
export interface EvidenceFields {
  owners?: string
  status?: string
  granted_on?: string
  expires_on?: string
  fees_paid?: boolean
  late_period?: boolean
  running_pledge?: boolean
  licensed?: boolean
  preserved?: boolean
  suspended?: boolean
  invalidation_pending?: boolean
  fee_year?: number
  paid_on?: string
  case_number?: string
  accepted_on?: string
  has_twin?: boolean
  twin_number?: string
  owner?: string
  unfit?: boolean
  statement?: string
}

export interface Evidence {
  right_id: string
  kind: EvidenceKind
  as_of: string
  payload: Record<string, unknown>
  document_id: string | null
}

export function payloadOf(kind: EvidenceKind, fields: EvidenceFields): Record<string, unknown> {
  switch (kind) {
    case 'register_extract':
      return {
        owners: namesIn(fields.owners ?? ''),
        status: fields.status ?? 'in_force',
        granted_on: fields.granted_on,
        ...(fields.expires_on === undefined ? {} : { expires_on: fields.expires_on }),
        fees_paid: fields.fees_paid ?? false,
        late_period: fields.late_period ?? false,
        running_pledge: fields.running_pledge ?? false,
        licensed: fields.licensed ?? false,
        preserved: fields.preserved ?? false,
        suspended: fields.suspended ?? false,
        invalidation_pending: fields.invalidation_pending ?? false,
      }
    case 'fee_receipt':
      return { fee_year: fields.fee_year, paid_on: fields.paid_on }
    case 'same_day_declaration':
      return { has_twin: fields.has_twin, ...(fields.has_twin ? { twin_number: fields.twin_number?.trim() } : {}) }
    case 'coowner_consent':
      return { owner: fields.owner?.trim() }
    case 'coowner_agreement':
      return { each_may_pledge: true }
    case 'parties_statement':
      return {
        invalidation_pending: fields.invalidation_pending,
        ...(fields.invalidation_pending && fields.case_number?.trim() ? { case_number: fields.case_number.trim() } : {}),
        ...(fields.invalidation_pending && fields.accepted_on ? { accepted_on: fields.accepted_on } : {}),
      }
    case 'desk_statement':
      return { unfit: fields.unfit, statement: fields.statement?.trim() }
  }
}

/** One name a line, as the register prints them. */
export function namesIn(text: string) {
  return text.split(/\r?\n|[;；]/).map((name) => name.trim()).filter((name) => name !== '')
}
