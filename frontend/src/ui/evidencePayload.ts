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
/** The items of an extract in the order of the paper. */
export const EXTRACT_FIELDS = [
  'owners', 'status', 'granted_on', 'expires_on', 'fees_paid', 'late_period', 'running_pledge', 'licensed',
  'preserved', 'suspended', 'invalidation_pending',
] as const
export type ExtractField = (typeof EXTRACT_FIELDS)[number]

/** What an extract says as a rule: what an officer ticks or changes. */
export const AS_A_RULE = {
  status: 'in_force', fees_paid: true, late_period: false, running_pledge: false, licensed: false,
  preserved: false, suspended: false, invalidation_pending: false,
} as const satisfies Partial<Record<ExtractField, unknown>>

/** What the form holds; days are ISO strings. */
export interface EvidenceFields {
  /** The items of an extract that were read on the paper; the others stay unknown. */
  read?: Partial<Record<ExtractField, boolean>>
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
      return Object.fromEntries(
        EXTRACT_FIELDS.filter((each) => fields.read?.[each])
          .map((each) => [each, each === 'owners' ? namesIn(fields.owners ?? '') : fields[each]]),
      )
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
