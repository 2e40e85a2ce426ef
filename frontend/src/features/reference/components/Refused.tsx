/** Each refused row with its column, why, and what would pass. */
import { useTranslation } from 'react-i18next'
import type { Fault } from '../model'

const SHOWN = 20

export default function Refused({ title, faults }: { title: string; faults: readonly Fault[] }) {
  const { t } = useTranslation()
  return (
    <div className="zr-problem" role="alert">
      <strong>{title}</strong>
      <ul>
        {faults.slice(0, SHOWN).map((fault) => (
          <li key={`${fault.row}-${fault.column}-${fault.why}`}>
            <strong>{fault.heading ? t('reference.place', { n: fault.row, column: fault.heading }) : t('reference.rowN', { n: fault.row })}{t('common.colon')}</strong>{fault.why}
          </li>
        ))}
      </ul>
      {faults.length > SHOWN && <span>{t('reference.moreFaults', { n: faults.length - SHOWN })}</span>}
    </div>
  )
}
