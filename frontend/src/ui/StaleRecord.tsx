/** A decision was refused because the record changed since it was looked at: in what, and the way on. */
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatBp } from '../lib/fen'
import { useMoney } from '../lib/useMoney'

export interface Change {
  field: string
  before: unknown
  after: unknown
}

/** What a refusal says that changed. */
export const changesIn = (facts: Record<string, unknown>): Change[] => (Array.isArray(facts['differences']) ? (facts['differences'] as Change[]) : [])

interface Words {
  /** What the fields are called here, and those values that are words of a list. */
  nameOf: (field: string) => string
  word?: (field: string, value: unknown) => string | undefined
}

/** Field by field, what it was and what it is. */
export function Changes({ of, nameOf, word }: Words & { of: readonly Change[] }) {
  const { t } = useTranslation()
  const money = useMoney()
  const said = (field: string, value: unknown) => {
    if (value === null || value === undefined || value === '') return '—'
    const own = word?.(field, value)
    if (own !== undefined) return own
    if (field.endsWith('_fen')) return money(Number(value))
    if (field.endsWith('_bp')) return formatBp(Number(value))
    if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no')
    return Array.isArray(value) ? value.join(t('common.semicolon')) || '—' : String(value)
  }
  return (
    <ul className="zr-changes">
      {of.map((each) => (
        <li key={each.field}>
          {nameOf(each.field)}{t('common.colon')}<s>{said(each.field, each.before)}</s> → <strong>{said(each.field, each.after)}</strong>
        </li>
      ))}
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
