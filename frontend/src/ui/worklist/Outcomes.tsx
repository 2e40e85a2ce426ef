/** How an act on many rows went: how many, and why not the others. */
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Changes } from '../StaleRecord'
import type { Outcome } from './useEach'

export default function Outcomes({ of, onClose }: { of: readonly Outcome[]; onClose: () => void }) {
  const { t } = useTranslation()
  const failed = of.filter((each) => each.failure !== undefined)
  if (of.length === 0) return null
  return (
    <Alert banner showIcon closable onClose={onClose} type={failed.length > 0 ? 'warning' : 'success'}
      title={t('worklist.result', { ok: of.length - failed.length, failed: failed.length })}
      description={failed.length === 0 ? undefined : (
        <ul>
          {failed.map((each) => (
            <li key={each.name}>
              {t('worklist.failed', { name: each.name, reason: each.failure })}
              {each.changes !== undefined && each.changes.length > 0 && <Changes of={each.changes} nameOf={(field) => t(`field.${field}`)} />}
            </li>
          ))}
        </ul>
      )} />
  )
}
