/** Licence offers, the market and inquiries: closed lists, the form's draft, and what it sends. */
import type { components } from '../../api/schema'
import { fenOfWan, wanOfFen } from '../../lib/need'

type Schemas = components['schemas']
export type Offer = Schemas['LicenceOfferOut']
export type OfferIn = Schemas['LicenceOfferIn']
export type OfferState = Schemas['licensing_states_State']
export type Finding = Schemas['LicenceFindingOut']
export type Scope = Schemas['LicenceScopeOut']
export type Price = Schemas['LicencePriceOut']
export type PriceIn = Schemas['LicencePriceIn']
export type Deal = Schemas['LicenceDealOut']
export type DealIn = Schemas['LicenceProposalIn']
export type Paper = Schemas['LicensingDocumentOut']
export type Inquiry = Schemas['InquiryOut']
export type InquiryState = Schemas['InquiryState']
export type Licence = Schemas['AgreedLicenceOut']
export type Listing = Schemas['MarketListingOut']
export type Facet = Schemas['MarketFacetOut']
export type Facets = Schemas['MarketFacetsOut']
export type Kind = Schemas['LicenceKind']
export type PriceForm = Schemas['PriceForm']
export type RateBase = Schemas['RateBase']

export const KINDS = ['plain', 'sole', 'exclusive', 'open'] as const satisfies readonly Kind[]
export const PRICE_FORMS = ['free', 'lump', 'running', 'upfront_running'] as const satisfies readonly PriceForm[]
export const RATE_BASES = ['sales', 'price', 'output', 'profit'] as const satisfies readonly RateBase[]
export const OFFER_STATES = ['draft', 'published', 'unavailable', 'withdrawn'] as const satisfies readonly OfferState[]
export const INQUIRY_STATES = ['open', 'agreed', 'not_agreed'] as const satisfies readonly InquiryState[]

/** Nobody else is licensed beside these, but for earlier plain licences that the terms say to stay. */
export const standsAlone = (kind: Kind | '') => kind === 'exclusive' || kind === 'sole'

/** Division codes of the provinces, as GB/T 2260 orders them. */
export const PROVINCES = [
  '110000', '120000', '130000', '140000', '150000', '210000', '220000', '230000', '310000', '320000', '330000', '340000', '350000', '360000', '370000', '410000',
  '420000', '430000', '440000', '450000', '460000', '500000', '510000', '520000', '530000', '540000', '610000', '620000', '630000', '640000', '650000',
] as const

/** Kind, field, territory, term and price as they are typed: of an offer and of a proposal. */
export interface TermsDraft {
  kind: Kind | ''
  carveOut: boolean
  fields: string[]
  territory: string[]
  endsOn: string
  form: PriceForm | ''
  lumpWan: string
  upfrontWan: string
  /** In per cent, as typed. */
  rate: string
  rateBase: RateBase | ''
  minimumWan: string
}

export interface OfferDraft extends TermsDraft {
  rightId: string
  note: string
  /** `''`: not said yet. */
  disputed: 'none' | 'some' | ''
  disputes: string
  pledgeeConsent: string
  floorWan: string
  account: string
  coownerConsent: string
  evaluationReport: string
  stateOwned: boolean
  approval: string
  /** Of an open licence: declared to CNIPA, and announced by it. */
  declaredOn: string
  announcedOn: string
}

/** What may be open or refused in the form, in its order; `right` comes first as everything hangs on it. */
export const OFFER_FIELDS = [
  'right', 'kind', 'carve_out', 'ends_on', 'price', 'lump', 'upfront', 'rate', 'rate_base', 'minimum', 'note', 'declared_on', 'announced_on', 'disputes', 'coowner_consent', 'evaluation_report',
  'pledgee_consent', 'floor', 'account', 'approval',
] as const
export type OfferField = (typeof OFFER_FIELDS)[number]

export const BLANK_TERMS: TermsDraft = {
  kind: '', carveOut: false, fields: [], territory: [], endsOn: '', form: '', lumpWan: '', upfrontWan: '', rate: '', rateBase: '', minimumWan: '',
}
export const BLANK: OfferDraft = {
  ...BLANK_TERMS, rightId: '', note: '', disputed: '', disputes: '', pledgeeConsent: '', floorWan: '', account: '', coownerConsent: '', evaluationReport: '',
  stateOwned: false, approval: '', declaredOn: '', announcedOn: '',
}

const wan = (fen: number | null | undefined) => (fen === null || fen === undefined ? '' : wanOfFen(fen))

export const termsDraftOf = (scope: Scope, price: Price): TermsDraft => ({
  kind: scope.kind,
  carveOut: scope.carve_out,
  fields: scope.fields,
  territory: scope.territory,
  endsOn: scope.ends_on ?? '',
  form: price.form,
  lumpWan: wan(price.lump_fen),
  upfrontWan: wan(price.upfront_fen),
  rate: price.rate_bp === null ? '' : String(price.rate_bp / 100),
  rateBase: price.rate_base ?? '',
  minimumWan: wan(price.minimum_fen),
})

export const draftOf = (offer: Offer): OfferDraft => ({
  ...termsDraftOf(offer.scope, offer.price),
  rightId: offer.right.right_id,
  note: offer.note,
  disputed: offer.disputes === null ? '' : offer.disputes === '' ? 'none' : 'some',
  disputes: offer.disputes ?? '',
  pledgeeConsent: offer.pledgee_consent?.id ?? '',
  floorWan: wan(offer.consent_floor_fen),
  account: offer.consent_account ?? '',
  coownerConsent: offer.coowner_consent?.id ?? '',
  evaluationReport: offer.evaluation_report?.id ?? '',
  stateOwned: offer.state_owned,
  approval: offer.approval?.id ?? '',
  declaredOn: offer.declared_on ?? '',
  announcedOn: offer.announced_on ?? '',
})

/** Per cent as typed, up to two decimals, as basis points; null when it is no share. */
export function bpOf(text: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (match === null) return null
  const bp = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return bp >= 1 && bp <= 10_000 ? bp : null
}

/** Which amounts a form of price asks for, and whether it may name a lowest one. */
export const ASKS: Record<PriceForm, readonly ('lump' | 'upfront' | 'rate' | 'rate_base')[]> = {
  free: [], lump: ['lump'], running: ['rate', 'rate_base'], upfront_running: ['upfront', 'rate', 'rate_base'],
}
export const mayHaveMinimum = (form: PriceForm | '') => form === 'running' || form === 'upfront_running'

export function openTerms(draft: TermsDraft): OfferField[] {
  const asks = draft.form === '' ? [] : ASKS[draft.form]
  const open = {
    kind: draft.kind === '',
    price: draft.form === '',
    lump: asks.includes('lump') && !fenOfWan(draft.lumpWan),
    upfront: asks.includes('upfront') && !fenOfWan(draft.upfrontWan),
    rate: asks.includes('rate') && bpOf(draft.rate) === null,
    rate_base: asks.includes('rate_base') && draft.rateBase === '',
    minimum: mayHaveMinimum(draft.form) && draft.minimumWan.trim() !== '' && !fenOfWan(draft.minimumWan),
  }
  return (Object.keys(open) as (keyof typeof open)[]).filter((field) => open[field])
}

/** What a draft cannot be saved without; the checklist's own refusals come at publication. */
export function openOffer(draft: OfferDraft): OfferField[] {
  const consented = draft.pledgeeConsent !== ''
  const open: OfferField[] = [
    ...(draft.rightId === '' ? (['right'] as const) : []),
    ...openTerms(draft),
    ...(draft.disputed === 'some' && draft.disputes.trim() === '' ? (['disputes'] as const) : []),
    ...(consented && fenOfWan(draft.floorWan) === null ? (['floor'] as const) : []),
    ...(consented && draft.account.trim().length < 4 ? (['account'] as const) : []),
    ...(draft.kind === 'open' && draft.announcedOn !== '' && (draft.declaredOn === '' || draft.declaredOn > draft.announcedOn) ? (['declared_on'] as const) : []),
  ]
  return OFFER_FIELDS.filter((field) => open.includes(field))
}

/** Only the amounts that this form of price names are sent: what was typed for another one is not. */
export function priceOf(draft: TermsDraft): PriceIn | null {
  if (draft.form === '' || openTerms(draft).length > 0) return null
  const asks = ASKS[draft.form]
  return {
    form: draft.form,
    ...(asks.includes('lump') ? { lump_fen: fenOfWan(draft.lumpWan) } : {}),
    ...(asks.includes('upfront') ? { upfront_fen: fenOfWan(draft.upfrontWan) } : {}),
    ...(asks.includes('rate') && draft.rateBase !== '' ? { rate_bp: bpOf(draft.rate), rate_base: draft.rateBase } : {}),
    ...(mayHaveMinimum(draft.form) && draft.minimumWan.trim() !== '' ? { minimum_fen: fenOfWan(draft.minimumWan) } : {}),
  }
}

/** An open licence is for everybody, in every field and place. */
export const scopeOf = (draft: TermsDraft): OfferIn['scope'] | null =>
  draft.kind === '' ? null : {
    kind: draft.kind,
    fields: draft.kind === 'open' ? [] : [...draft.fields].sort(),
    territory: draft.kind === 'open' ? [] : [...draft.territory].sort(),
    ends_on: draft.endsOn || null,
    carve_out: standsAlone(draft.kind) && draft.carveOut,
  }

export function bodyOf(draft: OfferDraft): OfferIn | null {
  const [scope, price] = [scopeOf(draft), priceOf(draft)]
  if (scope === null || price === null || openOffer(draft).length > 0) return null
  return {
    right_id: draft.rightId,
    scope,
    price,
    note: draft.note.trim(),
    disputes: draft.disputed === '' ? null : draft.disputed === 'none' ? '' : draft.disputes.trim(),
    pledgee_consent: draft.pledgeeConsent === '' ? null
      : { document_id: draft.pledgeeConsent, floor_fen: fenOfWan(draft.floorWan) ?? 0, proceeds_account: draft.account.trim() },
    coowner_consent: draft.coownerConsent || null,
    evaluation_report: draft.evaluationReport || null,
    state_owned: draft.stateOwned,
    approval: draft.stateOwned ? draft.approval || null : null,
    declared_on: draft.kind === 'open' ? draft.declaredOn || null : null,
    announced_on: draft.kind === 'open' ? draft.announcedOn || null : null,
  }
}

export function dealOf(draft: TermsDraft, startsOn: string): DealIn | null {
  const [scope, price] = [scopeOf(draft), priceOf(draft)]
  return scope === null || price === null || startsOn === '' ? null : { scope, price, starts_on: startsOn }
}

/** The field of the form at which a refusal of the checklist stands. */
export function fieldOf(finding: { code: string; facts: Record<string, unknown> }): OfferField {
  const named = finding.facts.field
  if (OFFER_FIELDS.includes(named as OfferField)) return named as OfferField
  return ['licensing.conflicting_licence', 'licensing.already_offered'].includes(finding.code) ? 'kind' : 'right'
}

export const refusalsOf = (offer: Offer | undefined): Finding[] => offer?.findings.filter((each) => each.refuses) ?? []
export const notesOf = (offer: Offer): Finding[] => offer.findings.filter((each) => !each.refuses)

/** Groups by which the market is narrowed, in their order on the page. */
export const GROUPS = ['kind', 'price_form', 'industry', 'ipc', 'division'] as const
export type Group = (typeof GROUPS)[number]
export type Asked = { q?: string } & Partial<Record<Group, string[]>>

/** The wishes that an address holds: several values of a group are parted by commas. */
export function askedOf(state: Record<string, string>): Asked {
  const asked: Asked = {}
  if (state.q) asked.q = state.q
  for (const group of GROUPS) {
    const values = (state[group] ?? '').split(',').filter(Boolean)
    if (values.length > 0) asked[group] = values
  }
  return asked
}

/** The group's value in the address once this choice is made or taken back. */
export function toggled(asked: Asked, group: Group, value: string, on: boolean): string {
  const before = asked[group] ?? []
  return (on ? [...before.filter((each) => each !== value), value] : before.filter((each) => each !== value)).join(',')
}

/** The same wishes without one group's: its figures say what a further choice in it would bring. */
export function without(asked: Asked, group: Group): Asked {
  const { [group]: _, ...rest } = asked
  return rest
}

/** The choices of a group: what is chosen stays in sight, also when nothing matches it. */
export function choicesOf(found: Facet[], chosen: readonly string[]): Facet[] {
  const known = new Set(found.map((each) => each.value))
  return [...found, ...chosen.filter((each) => !known.has(each)).map((value) => ({ value, count: 0, title_zh: null, title_en: null }))]
}

/** How a licence stands with its recordal at CNIPA. */
export function recordalOf(licence: Licence, daysLeft: number): 'recorded' | 'overdue' | 'soon' | 'due' {
  if (licence.recordal_number !== null) return 'recorded'
  return daysLeft < 0 ? 'overdue' : daysLeft <= 30 ? 'soon' : 'due'
}
