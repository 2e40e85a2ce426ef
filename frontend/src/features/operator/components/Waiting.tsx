/** How long a case has waited, or when it was decided. */
import { useTranslation } from 'react-i18next'
import { daysUntil, formatDate } from '../../../lib/dates'
import type { Case } from '../queries'

const LONG = 3

export default function Waiting({ row }: { row: Case }) {
  const { t } = useTranslation()
  if (row.decided_at && row.state !== 'submitted') {
    return <span className="num">{t('operator.kyb.decided', { date: formatDate(row.decided_at) })}</span>
  }
  if (row.state !== 'submitted' || !row.submitted_at) return <span>{t('operator.kyb.notSubmitted')}</span>
  const days = Math.max(0, -daysUntil(formatDate(row.submitted_at)))
  return <span className={days > LONG ? 'num late' : 'num'}>{days === 0 ? t('operator.kyb.today') : t('operator.kyb.days', { n: days })}</span>
}
