/** A decision was refused because the record changed since it was looked at: in what, by whom, and the way on. */
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { fieldName } from '../api/problem'
import { formatDateTime } from '../lib/dates'
import { formatBp } from '../lib/fen'
import { useMoney } from '../lib/useMoney'

export interface Change {
  field: string
  before: unknown
  after: unknown
  /** Who changed it, and when, where that is known. */
  by?: string
  at?: string
}

/** What a refusal says that changed. */
export const changesIn = (facts: Record<string, unknown>): Change[] => (Array.isArray(facts['differences']) ? (facts['differences'] as Change[]) : [])

interface Words {
  /** What the fields are called here, where they are not called as everywhere. */
  nameOf?: (field: string) => string | undefined
  /** Values that are words of a list. */
  word?: (field: string, value: unknown) => string | undefined
  /** Whose states are told: `pledge`, `loan_application`. */
  subject?: string
}

/** As many characters of a long text as are shown, a few of them before the first that differs. */
const SHOWN = 120
const BEFORE = 20

/** The part of a long text in which it differs from the other. */
export function cut(text: string, other: string): string {
  if (text.length <= SHOWN) return text
  let same = 0
  while (same < other.length && text[same] === other[same]) same += 1
  const from = Math.max(0, Math.min(same - BEFORE, text.length - SHOWN))
  const to = from + SHOWN
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`
}

/** Names and values of what changed, in the reader's words. */
function useSaid({ nameOf, word, subject }: Words) {
  const { t, i18n } = useTranslation()
  const money = useMoney()
  const nothing = '—'
  const said = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return nothing
    const own = word?.(field, value)
    if (own !== undefined) return own
    if (Array.isArray(value)) return value.map((each) => said(field, each)).join(t('common.semicolon')) || nothing
    if (typeof value === 'object') return Object.values(value).filter(Boolean).map(String).join(t('common.semicolon')) || nothing
    if (field === 'state' && subject !== undefined) return t(`status.${subject}.${String(value)}`)
    const coded = `stale.word.${field.split(':').at(-1)}.${String(value)}`
    if (i18n.exists(coded)) return t(coded)
    if (field.endsWith('_fen')) return money(Number(value))
    if (field.endsWith('_bp')) return formatBp(Number(value))
    if (field.endsWith('_at')) return formatDateTime(String(value))
    if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no')
    return String(value)
  }
  const plain = (field: string) => nameOf?.(field) ?? (field.includes('.') ? fieldName(field, t) : t([`stale.field.${field}`, `field.${field}`]))
  const named = (field: string) =>
    field.startsWith('pending:') ? t('stale.pending', { name: plain(field.slice('pending:'.length)) }) : plain(field)
  return { said, named }
}

/** Field by field, what it was and what it is. */
export function Changes({ of, ...words }: Words & { of: readonly Change[] }) {
  const { t } = useTranslation()
  const { said, named } = useSaid(words)
  return (
    <ul className="zr-changes">
      {of.map((each) => {
        const before = said(each.field, each.before)
        const after = said(each.field, each.after)
        return (
          <li key={each.field}>
            {named(each.field)}{t('common.colon')}<s>{cut(before, after)}</s> → <strong>{cut(after, before)}</strong>
            {each.by && <span className="zr-sub"> {t('stale.by', { name: each.by, at: formatDateTime(each.at) })}</span>}
          </li>
        )
      })}
    </ul>
  )
}

interface Props extends Words {
  title: string
  text: string
  changes: readonly Change[]
  /** Take the new state, and decide again. */
  action: string
  onTake: () => void
}

export default function StaleRecord({ title, text, changes, action, onTake, ...words }: Props) {
  return (
    <Alert className="zr-stale" type="warning" showIcon title={title}
      description={
        <>
          <p>{text}</p>
          <Changes of={changes} {...words} />
          <Button size="small" onClick={onTake}>{action}</Button>
        </>
      } />
  )
}
