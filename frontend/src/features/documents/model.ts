/** Words and numbers of the vault. */
import type { components } from '../../api/schema'


type Schemas = components['schemas']
export type Kind = Schemas['Kind']
export type OwnFile = Schemas['OwnFileOut']
export type FileDetail = Schemas['FileDetailOut']
export type Grant = Schemas['GrantOut']
export type Receipt = Schemas['ReceiptOut']
export type Read = Schemas['ReadOut']
export type ConsentIn = Schemas['ConsentIn']

/** Every kind, what firms deposit most first. */
export const KINDS = [
  'accounts', 'valuation_report', 'certificate', 'register_extract', 'fee_receipt', 'licence', 'contract', 'use_evidence',
  'pledge_contract', 'consent', 'declaration', 'power_of_attorney', 'identity_proof', 'application_form',
  'registration_notice', 'change_notice', 'cancellation_notice', 'refusal_notice', 'paper', 'other',
] as const satisfies readonly Kind[]

/** What people bring; papers are issued by the platform. */
export const BROUGHT = KINDS.filter((each) => each !== 'paper')

/** What an owner may consent to by himself. */
export const PURPOSES = ['due_diligence', 'insurance', 'licensing', 'audit', 'other'] as const

/** As rules.LONGEST_CONSENT_DAYS. */
export const LONGEST_DAYS = 731

/** Which share of the file was served: whole, or its percent (at least 1). */
export function shareOf(read: Pick<Read, 'first_byte' | 'last_byte' | 'size'>): 'whole' | number {
  const served = read.last_byte - read.first_byte + 1
  return served >= read.size ? 'whole' : Math.max(1, Math.floor((served / read.size) * 100))
}

/** Who may read it now, each once. */
export const readersOf = (grants: readonly Grant[]): string[] =>
  [...new Set(grants.filter((each) => each.live).map((each) => each.organisation_name))]

/** Whether a consent belongs to a matter of the platform, which looks at the document while it runs. */
export const ofMatter = (kind: string): boolean => !(PURPOSES as readonly string[]).includes(kind)
