/** By when an insurer answers a submission. */
import { useTranslation } from 'react-i18next'
import { daysUntil, formatDate } from '../../../lib/dates'
import Mark from '../../../ui/Mark'
import type { Submission } from './queries'

/** The insurer's day, or that its clock stands. */
export default function Due({ of }: { of: Submission }) {
  const { t } = useTranslation()
  if (of.days_left !== null) return <Mark tone="neutral">{t('insurance.desk.stands', { count: of.days_left })}</Mark>
  if (of.due_on === null) return <>—</>
  const left = daysUntil(of.due_on)
  return <Mark tone={left < 0 ? 'danger' : left < 2 ? 'warning' : 'info'}>{t(left < 0 ? 'insurance.desk.overdue_on' : 'insurance.desk.due_on', { day: formatDate(of.due_on) })}</Mark>
}
