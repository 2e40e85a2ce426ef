/** A message in words and the place it leads to. */
import type { TFunction } from 'i18next'
import type { components } from '../../api/schema'
import { formatBp, formatFen, yuanText } from '../../lib/fen'
import type { Session } from '../../lib/permissions'
import { countText } from '../../lib/size'

export type Message = components['schemas']['NotificationOut']
type Kind = Session['organisation']['kind']

const ISSUERS = { appraiser: '/c', guarantor: '/c', insurer: '/c' }

const CODED = { party: 'party', channel: 'channel', state: 'state', kind: 'opinion', cause: 'cause', trust: 'trust' } as const

function worded(name: string, value: unknown, t: TFunction): string {
  if (value === null || value === undefined || value === '') return '—'
  // A premium is a bill: to the fen.
  if (name === 'gross_fen') return t('common.yuan', { amount: yuanText(Number(value)) })
  if (name.endsWith('_fen')) return formatFen(Number(value), t)
  if (name.endsWith('_bp')) return formatBp(Number(value))
  if (name === 'receivers' && Array.isArray(value)) return value.join(t('common.sep'))
  if (name === 'checks' && Array.isArray(value)) return value.map((each) => t(`appraisal.check.${String(each)}`)).join(t('common.sep'))
  if (Array.isArray(value)) return String(value.length)
  if (name === 'rows' && typeof value === 'number') return countText(value)
  if (name === 'list') return t(`exports.list.${String(value)}`)
  if (name === 'paper') return t(`papers.kind.${String(value)}`)
  if (name in CODED) {
    const group = CODED[name as keyof typeof CODED]
    return t(`notifications.${group}.${String(value)}`, { defaultValue: String(value) })
  }
  return String(value)
}

/** Of money: what happened, and what became of it, each has its own sentence. */
function ofMoney(name: string, facts: Record<string, unknown>, words: Record<string, string>, t: TFunction): string {
  const what = [facts.how === 'received' ? facts.state : facts.how ?? facts.kind].map(String)[0]
  // To the fen: a bill is paid exactly.
  const exact = Object.fromEntries(Object.entries(facts).filter(([fact]) => fact.endsWith('_fen')).map(([fact, fen]) => [fact, facts.currency && facts.currency !== 'CNY' ? `${String(facts.currency)} ${yuanText(Number(fen))}` : t('common.yuan', { amount: yuanText(Number(fen)) })]))
  const known = { ...words, ...exact, purpose: t(`pay.purpose.${String(facts.purpose)}`, { defaultValue: '' }), task: t(`notifications.task.${String(facts.kind)}`, { defaultValue: '' }) }
  const key = `notifications.money.${name.split('.')[1]}`
  return t(`${key}.${what}`, { ...known, defaultValue: t(`${key}.other`, known) })
}

/** The sentence; `complete` and `approved` choose its second form, a failed import its own. */
export function sentenceOf(message: Message, t: TFunction): string {
  const facts = message.facts as Record<string, unknown>
  const words = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, worded(name, value, t)]))
  if (message.name.startsWith('payments.') || message.name.startsWith('invoicing.') || message.name === 'treasury.payment_returned') return ofMoney(message.name, facts, words, t)
  const second = facts.complete === true || facts.approved === true || facts.in_force === true || facts.state === 'failed' || (Array.isArray(facts.receivers) && facts.receivers.length > 0)
  const key = `notifications.${message.name.replaceAll('.', '_')}`
  return t(key, { ...words, sender: message.sender, context: second ? 'second' : undefined })
}

/** Where the subject is shown to this kind of reader; null when he has no page of it. */
export function placeOf(message: Message, kind: Kind): string | null {
  const id = message.subject_id
  if (message.subject === 'charge') return `/pay/${id}`
  if (message.subject === 'invoice') return message.facts.charge_id ? `/pay/${String(message.facts.charge_id)}` : '/account/billing?tab=invoices'
  if (message.name === 'portfolio.fees_fall_due') return '/e/ip/fees'
  if (message.name === 'portfolio.extracts_lapsed' || message.name === 'portfolio.extracts_lapsing') return '/e/ip/extracts'
  if (message.subject === 'member') return '/account'
  if (message.subject === 'export') return '/exports'
  if (message.subject === 'payee_account') return '/account/payout-account'
  if (message.subject === 'payment_order') return kind === 'operator' ? '/o/money/refunds' : '/account/payout-account'
  if (message.name === 'lending.message_written' && kind === 'bank') return `/b/queue/${id}?tab=messages`
  if (message.name === 'lending.message_written' && kind === 'firm') return `/e/loans/${id}#messages`
  const places: Record<string, Partial<Record<Kind, string>>> = {
    // The firm reads answers beside each other, on its proposal.
    submission: { insurer: `/i/submissions/${id}`, ...(message.facts.proposal_id ? { firm: `/e/insurance/${String(message.facts.proposal_id)}/compare` } : {}) },
    policy: { firm: `/e/insurance/${id}`, insurer: `/i/policies/${id}` },
    asset: { firm: `/e/ip/${id}`, district: '/d/coverage?measure=awards' },
    loan_application: { firm: `/e/loans/${id}`, bank: `/b/queue/${id}` },
    hand_over: { bank: '/b/hand-overs' },
    pledge: { firm: `/e/pledges/${id}`, bank: `/b/pledges/${id}`, district: `/d/register/${id}` },
    kyb_case: { firm: '/e/onboarding', operator: '/o/kyb' },
    confirmation: ISSUERS,
    valuation_request: { firm: `/e/appraisals/${id}`, bank: `/b/appraisals/${id}`, appraiser: `/a/requests/${id}` },
    payment_task: { operator: '/o/money/tasks' },
    paper: { firm: '/e/papers', bank: '/b/papers' },
    file: { bank: `/documents/${id}/view` },
    incident: { operator: '/o/vault-health' },
    licence_offer: { firm: `/e/licensing/${id}` },
    inquiry: { firm: `/e/licensing/inquiries/${id}` },
    licence: { firm: `/e/licensing/licences/${id}` },
    import_run: { firm: `/e/ip/import?run=${id}`, operator: '/o/imports' },
  }
  return places[message.subject]?.[kind] ?? null
}
