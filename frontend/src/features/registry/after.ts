/** What is asked for a registered pledge: its change, its end, and CNIPA's answers. Pure. */
import { daysLater } from '../../lib/dates'
import { fenOf, wanOf, type Pledge } from './model'
import type { Done } from './queries'

/** What the register can be made to say anew, in the order of the form. */
export const ITEMS = [
  'secured_fen', 'claim_kind', 'performance_to', 'scope', 'pledgor_name', 'pledgor_address', 'pledgee_name', 'pledgee_address',
] as const
export type Item = (typeof ITEMS)[number]

/** Changes of these come with an agreement, and are due in thirty days. */
const ESSENTIAL: readonly Item[] = ['claim_kind', 'secured_fen', 'scope']
const CHANGE_DAYS = 30

export const GROUNDS = ['paid', 'enforced', 'waived', 'contract_void', 'other_law'] as const

export const AFTER = ['change', 'change-result', 'cancellation', 'cancellation-result', 'revocation'] as const
export type AfterName = (typeof AFTER)[number]
export const isAfter = (name: string): name is AfterName => AFTER.some((each) => each === name)

export interface AfterValues {
  items?: Item[]
  values?: Partial<Record<Item, string>>
  changed_on?: string
  ended_on?: string
  ground?: string
  outcome?: 'approved' | 'rejected'
  undertaking?: boolean
}

export const isEssential = (items: readonly Item[] | undefined) => ESSENTIAL.some((each) => items?.includes(each))

/** The last day on which an essential change is filed in time. */
export function lastDay(changed: string | undefined): string | null {
  return changed === undefined ? null : daysLater(changed, CHANGE_DAYS)
}

/** What stands in the register now, as it is typed. */
export function standing(pledge: Pledge, item: Item): string {
  const { terms, parties } = pledge
  switch (item) {
    case 'secured_fen':
      return wanOf(terms.secured_fen)
    case 'claim_kind':
      return terms.claim_kind ?? ''
    case 'performance_to':
      return terms.performance_to ?? ''
    case 'scope':
      return terms.scope ?? ''
    case 'pledgor_name':
      return parties.pledgor.name
    case 'pledgee_name':
      return parties.pledgee.name
    case 'pledgor_address':
      return terms.pledgor_address ?? parties.pledgor.address ?? ''
    case 'pledgee_address':
      return terms.pledgee_address ?? parties.pledgee.address ?? ''
  }
}

/** Whether a new value is one, and another than what stands. */
export function isNew(pledge: Pledge, item: Item, value: string | undefined): boolean {
  const said = value?.trim() ?? ''
  if (said === '') return false
  if (item === 'secured_fen') return fenOf(said) !== null && fenOf(said) !== pledge.terms.secured_fen
  return said !== standing(pledge, item)
}

type Given = AfterValues & { day?: string | undefined; reason?: string | undefined; grounds?: number[] | undefined }

/** The body that the act takes. */
export function afterOf(name: AfterName, given: Given, document_id: string | undefined): Done {
  const reason = given.reason?.trim() ?? ''
  const scan = document_id === undefined ? {} : { document_id }
  switch (name) {
    case 'change': {
      const { values = {}, items = [] } = given
      const texts = Object.fromEntries(items.filter((each) => each !== 'secured_fen').map((each) => [each, values[each]?.trim()]))
      const secured = items.includes('secured_fen') ? { secured_fen: fenOf(values.secured_fen ?? '') } : {}
      return {
        act: name,
        body: {
          ...texts, ...secured, changed_on: given.changed_on ?? '', filed_on: given.day, undertaking: given.undertaking ?? false,
          ...(reason ? { reason } : {}), ...scan,
        },
      }
    }
    case 'cancellation':
      return {
        act: name,
        body: {
          ground: given.ground ?? '', filed_on: given.day, ended_on: given.ended_on, undertaking: given.undertaking ?? false,
          ...(reason ? { statement: reason } : {}), ...scan,
        },
      }
    case 'change-result':
    case 'cancellation-result':
      return { act: name, body: { outcome: given.outcome ?? 'approved', decided_on: given.day, ...(reason ? { reason } : {}), ...scan } }
    case 'revocation':
      return { act: name, body: { reason, revoked_on: given.day, ...scan } }
  }
}

/** As what the scan of an act is kept. */
export function scanOf(name: AfterName, outcome: string | undefined): string {
  if (name === 'change') return 'contract'
  if (name === 'change-result') return outcome === 'rejected' ? 'other' : 'change_notice'
  if (name === 'cancellation-result') return outcome === 'rejected' ? 'other' : 'cancellation_notice'
  return 'other'
}
