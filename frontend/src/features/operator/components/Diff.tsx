/** What an event changed: the old value struck, the new one beside it; else the facts it told. */
import { useTranslation } from 'react-i18next'
import { useIndustries } from '../../../api/industries'
import { formatSecond } from '../../../lib/dates'
import { formatBp, yuanText } from '../../../lib/fen'
import type { AuditEvent } from '../queries'

type Facts = Record<string, unknown>

const MOST = 8
/** Where a subject's states have another name in the list of states. */
const STATES_OF: Record<string, string> = { kyb_case: 'kyb' }

/** Where the words of a code stand, by its field, or by subject and field where that alone says too little. */
const WORDS_OF: Record<string, string> = {
  price_form: 'licensing.price_form', rate_base: 'licensing.rate_base', 'licence_offer.kind': 'licensing.kind', 'licence.kind': 'licensing.kind',
  territory: 'licensing.province', roles: 'role',
}

/** Fields that name key industries. */
const INDUSTRIES = new Set(['industry', 'licence_offer.fields'])

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i

function raw(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Values as people read them: states by name, amounts in yuan, moments in Shanghai, ids by their beginning. */
function useWorded(event: AuditEvent) {
  const { t } = useTranslation()
  const { nameOf } = useIndustries('portfolio.industry')
  return (key: string, value: unknown): string => {
    const words = WORDS_OF[`${event.subject}.${key}`] ?? WORDS_OF[key]
    const named = INDUSTRIES.has(`${event.subject}.${key}`) || INDUSTRIES.has(key)
    const said = (code: string) => (named ? nameOf(code) : words ? t(`${words}.${code}`, { defaultValue: code }) : code)
    if (typeof value === 'number' && key === 'rate_bp') return formatBp(value)
    if (typeof value === 'number' && key.endsWith('_fen')) return t('common.yuan', { amount: yuanText(value) })
    if (typeof value === 'boolean') return t(value ? 'operator.audit.yes' : 'operator.audit.no')
    if (typeof value === 'string' && key === 'state') return t(`status.${STATES_OF[event.subject] ?? event.subject}.${value}`, { defaultValue: value })
    if (typeof value === 'string' && (words || named) && value !== '') return said(value)
    if (typeof value === 'string' && MOMENT.test(value)) return formatSecond(value)
    if (typeof value === 'string' && ID.test(value)) return value.slice(0, 8)
    if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string' && ID.test(each))) {
      return t('operator.audit.items', { n: value.length, ids: value.map((each: string) => each.slice(0, 8)).join(', ') })
    }
    if (Array.isArray(value) && value.every((each) => typeof each === 'string')) {
      return value.map(said).join(', ') || '—'
    }
    return raw(value)
  }
}

export default function Diff({ event }: { event: AuditEvent }) {
  const { t } = useTranslation()
  const plain = useWorded(event)
  const before = (event.before ?? {}) as Facts
  const after = (event.after ?? {}) as Facts
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => raw(before[key]) !== raw(after[key]))
  const told = changed.length > 0 ? [] : Object.keys(event.payload).filter((key) => event.payload[key] !== null)
  const name = (key: string) => t([`operator.fact.${key}`, `field.${key}`], { defaultValue: key })
  if (changed.length + told.length === 0) return <span>—</span>
  return (
    <ul className="op-diff">
      {changed.slice(0, MOST).map((key) => (
        <li key={key}>
          {name(key)}: {key in before && <><del>{plain(key, before[key])}</del> → </>}<ins>{plain(key, after[key])}</ins>
        </li>
      ))}
      {told.slice(0, MOST).map((key) => (
        <li key={key} className="zr-sub">{name(key)}: {plain(key, (event.payload as Facts)[key])}</li>
      ))}
      {changed.length + told.length > MOST && <li className="zr-sub">{t('operator.audit.more', { n: changed.length + told.length - MOST })}</li>}
    </ul>
  )
}
