import { describe, expect, it } from 'vitest'
import type { TFunction } from 'i18next'
import {
  askedOf, BLANK, BLANK_TERMS, bodyOf, bpOf, choicesOf, dealOf, draftOf, fieldOf, GROUPS, type Kind, KINDS, type Licence, type Offer, type OfferDraft, openOffer, type Price,
  priceOf, recordalOf, scopeOf, type TermsDraft, toggled, without,
} from '../model'
import { findingText, priceText } from '../words'

const filled: OfferDraft = { ...BLANK, rightId: 'r1', kind: 'plain', form: 'lump', lumpWan: '50', disputed: 'none' }
const paper = (id: string) => ({ id, name: `${id}.pdf`, kind: 'consent' })

const offer = (changes: Partial<Offer> = {}): Offer => ({
  id: 'o1', number: 'LO-1', state: 'draft', version: 0, note: 'x', disputes: '', pledgee_consent: null, consent_floor_fen: null, consent_account: null,
  coowner_consent: null, evaluation_report: null, state_owned: false, approval: null, declared_on: null, announced_on: null, cause: null, drafted_at: '2026-11-01T00:00:00Z', published_at: null,
  taken_off_at: null, withdrawn_at: null, findings: [], versions: [], allowed_actions: ['revision'],
  right: { right_id: 'r1', label: '201811564288.0', title: 'T', kind: 'invention', ipc_main: null, expires_on: null },
  scope: { kind: 'sole', fields: ['biomedicine'], territory: ['310000'], ends_on: '2030-01-01', carve_out: true },
  price: { form: 'upfront_running', lump_fen: null, upfront_fen: 20_000_000, rate_bp: 325, rate_base: 'sales', minimum_fen: 30_000_000 },
  ...changes,
})

describe('a rate in per cent', () => {
  it.each([['3', 300], ['3.5', 350], ['3.25', 325], ['0.01', 1], ['100', 10_000], [' 7 ', 700]])('%s is %d basis points', (text, bp) => expect(bpOf(text)).toBe(bp))
  it.each(['', '0', '0.00', '100.01', '101', '3.256', '-3', '3%', '1e1', '.5'])('%s is none', (text) => expect(bpOf(text)).toBeNull())
})

describe('an offer', () => {
  it('goes out as it came in', () => {
    const told = offer({ pledgee_consent: paper('p1'), consent_floor_fen: 123_456, consent_account: 'ICBC 6222', state_owned: true, approval: paper('a1'), disputes: 'a suit' })
    expect(bodyOf(draftOf(told))).toEqual({
      right_id: 'r1', note: 'x', disputes: 'a suit', state_owned: true, approval: 'a1', coowner_consent: null, evaluation_report: null, declared_on: null, announced_on: null,
      scope: { kind: 'sole', fields: ['biomedicine'], territory: ['310000'], ends_on: '2030-01-01', carve_out: true },
      price: { form: 'upfront_running', upfront_fen: 20_000_000, rate_bp: 325, rate_base: 'sales', minimum_fen: 30_000_000 },
      pledgee_consent: { document_id: 'p1', floor_fen: 123_456, proceeds_account: 'ICBC 6222' },
    })
  })
  it('tells "no disputes" from "not said yet"', () => {
    expect(bodyOf(filled)?.disputes).toBe('')
    expect(bodyOf({ ...filled, disputed: '' })?.disputes).toBeNull()
    expect(draftOf(offer({ disputes: null })).disputed).toBe('')
    expect(openOffer({ ...filled, disputed: 'some', disputes: ' ' })).toEqual(['disputes'])
  })
  it('says what is open in the order of the form, and is not sent', () => {
    expect(openOffer(BLANK)).toEqual(['right', 'kind', 'price'])
    expect(openOffer({ ...filled, form: 'upfront_running', pledgeeConsent: 'p1' })).toEqual(['upfront', 'rate', 'rate_base', 'floor', 'account'])
    expect(bodyOf({ ...filled, rightId: '' })).toBeNull()
    expect(bodyOf({ ...filled, lumpWan: '0' })).toBeNull()
  })
  it('drops what was typed for another form of price, and the approval of no public owner', () => {
    const typed: OfferDraft = { ...filled, lumpWan: '50', upfrontWan: '20', rate: '3', rateBase: 'profit', minimumWan: '9', approval: 'a1' }
    expect(priceOf({ ...typed, form: 'free' })).toEqual({ form: 'free' })
    expect(priceOf(typed)).toEqual({ form: 'lump', lump_fen: 50_000_000 })
    expect(priceOf({ ...typed, form: 'running', minimumWan: '' })).toEqual({ form: 'running', rate_bp: 300, rate_base: 'profit' })
    expect(bodyOf(typed)?.approval).toBeNull()
  })
  it('keeps earlier plain licences beside an exclusive or sole one only', () => {
    const kept = (kind: Kind) => scopeOf({ ...BLANK_TERMS, kind, carveOut: true })?.carve_out
    expect(KINDS.map((kind) => [kind, kept(kind)])).toEqual([['plain', false], ['sole', true], ['exclusive', true], ['open', false]])
    expect(scopeOf({ ...BLANK_TERMS, kind: 'sole' })?.carve_out).toBe(false)
  })
  it('opens a licence to everybody, in every field and place', () => {
    const terms: TermsDraft = { ...BLANK_TERMS, kind: 'open', fields: ['biomedicine'], territory: ['310000'], form: 'free' }
    expect(scopeOf(terms)).toEqual({ kind: 'open', fields: [], territory: [], ends_on: null, carve_out: false })
    expect(dealOf(terms, '2026-12-01')?.starts_on).toBe('2026-12-01')
    expect(dealOf(terms, '')).toBeNull()
  })
})

describe('a refusal of the checklist', () => {
  it.each([
    ['licensing.pledgee_consent_needed', { field: 'pledgee_consent' }, 'pledgee_consent'], ['licensing.price_below_floor', { field: 'price' }, 'price'],
    ['licensing.term_past_expiry', { field: 'ends_on' }, 'ends_on'], ['licensing.conflicting_licence', { licences: ['LL-1'] }, 'kind'],
    ['licensing.carve_out_needed', { field: 'carve_out', licences: ['LL-1'] }, 'carve_out'], ['licensing.fees_unpaid', {}, 'right'], ['licensing.already_offered', {}, 'kind'], ['licensing.fees_unpaid', { field: 'nonsense' }, 'right'],
  ])('%s stands at its field', (code, facts, field) => expect(fieldOf({ code, facts })).toBe(field))
  const t = ((key: string, facts: Record<string, unknown> = {}) => (key === 'common.sep' ? '/' : `${key}(${String(facts.licences ?? '')})`)) as unknown as TFunction
  it('names the licences in the way, and a note is no refusal', () => {
    expect(findingText({ rule: 'LC-05', code: 'licensing.conflicting_licence', refuses: true, facts: { licences: ['LL-1', 'LL-2'] } }, t)).toBe('problem.licensing_conflicting_licence(LL-1/LL-2)')
    expect(findingText({ rule: 'LC-11', code: 'inventors_reward_due', refuses: false, facts: {} }, t)).toBe('licensing.note.inventors_reward_due()')
  })
})

describe('a price in words', () => {
  const t = ((key: string, facts: Record<string, unknown> = {}) =>
    key === 'common.semicolon' ? ' + ' : key === 'common.lang' ? 'en' : `${key.split('.').at(-1)}${facts.amount ?? ''}${facts.rate ?? ''}`) as unknown as TFunction
  const nothing: Price = { form: 'free', lump_fen: null, upfront_fen: null, rate_bp: null, rate_base: null, minimum_fen: null }
  it('says every part once, and nothing of what it has not', () => {
    expect(priceText(nothing, t)).toBe('free')
    expect(priceText({ ...nothing, form: 'lump', lump_fen: 980_000 }, t)).toBe('lumpCNY 9,800.00')
    expect(priceText(offer().price, t)).toBe('upfrontCNY 200,000 + share3.25% + minimumCNY 300,000')
  })
})

describe('the market', () => {
  it('reads its wishes from the address', () => {
    expect(askedOf({ q: 'AB', kind: 'open,plain', cursor: 'c', sort: 'cheapest', ipc: '' })).toEqual({ q: 'AB', kind: ['open', 'plain'] })
  })
  it('writes a choice into the address and takes it back', () => {
    let asked = askedOf({})
    for (const group of GROUPS) {
      asked = { ...asked, [group]: toggled(asked, group, 'a', true).split(',') }
      expect(toggled(asked, group, 'b', true)).toBe('a,b')
      expect(toggled(asked, group, 'a', true)).toBe('a')
      expect(toggled(asked, group, 'a', false)).toBe('')
    }
  })
  it('counts a group as if nothing in it were chosen, and keeps what is chosen in sight', () => {
    expect(without({ q: 'AB', kind: ['open'], ipc: ['H01L'] }, 'kind')).toEqual({ q: 'AB', ipc: ['H01L'] })
    const found = [{ value: 'open', count: 3, title_zh: null, title_en: null }]
    expect(choicesOf(found, ['open', 'sole']).map((each) => [each.value, each.count])).toEqual([['open', 3], ['sole', 0]])
  })
})

describe('a recordal', () => {
  const licence = (recordal_number: string | null) => ({ recordal_number }) as Licence
  it.each([[31, 'due'], [30, 'soon'], [0, 'soon'], [-1, 'overdue']])('%d days before its last one is %s', (days, standing) => expect(recordalOf(licence(null), days)).toBe(standing))
  it('is done once it has a number', () => expect(recordalOf(licence('X2026310000001'), -90)).toBe('recorded'))
})
