/** What an event changed: the old value struck, the new one beside it; else the facts it told. */
import { useTranslation } from 'react-i18next'
import type { AuditEvent } from '../queries'

type Facts = Record<string, unknown>

const MOST = 8

function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export default function Diff({ event }: { event: AuditEvent }) {
  const { t } = useTranslation()
  const before = (event.before ?? {}) as Facts
  const after = (event.after ?? {}) as Facts
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => plain(before[key]) !== plain(after[key]))
  const told = changed.length > 0 ? [] : Object.keys(event.payload).filter((key) => event.payload[key] !== null)
  const name = (key: string) => t(`operator.fact.${key}`, { defaultValue: key })
  if (changed.length + told.length === 0) return <span>—</span>
  return (
    <ul className="op-diff">
      {changed.slice(0, MOST).map((key) => (
        <li key={key}>
          {name(key)}: {key in before && <><del>{plain(before[key])}</del> → </>}<ins>{plain(after[key])}</ins>
        </li>
      ))}
      {told.slice(0, MOST).map((key) => (
        <li key={key} className="zr-sub">{name(key)}: {plain((event.payload as Facts)[key])}</li>
      ))}
      {changed.length + told.length > MOST && <li className="zr-sub">{t('operator.audit.more', { n: changed.length + told.length - MOST })}</li>}
    </ul>
  )
}
