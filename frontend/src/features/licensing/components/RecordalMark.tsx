/** How a licence stands with its recordal: in words, with the day. */
import { useTranslation } from 'react-i18next'
import { daysUntil } from '../../../lib/dates'
import Mark from '../../../ui/Mark'
import { type Licence, recordalOf } from '../model'

const TONES = { recorded: 'success', overdue: 'danger', soon: 'warning', due: 'info' } as const

export default function RecordalMark({ licence }: { licence: Licence }) {
  const { t } = useTranslation()
  const days = daysUntil(licence.recordal_due_on)
  const standing = recordalOf(licence, days)
  return <Mark tone={TONES[standing]}>{t(`licensing.recordal.${standing}`, { days: Math.abs(days) })}</Mark>
}
