/** Deadlines are reckoned in a year whose holidays nobody has entered: said while they can still be put right. */
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { daysLater, today } from '../../../lib/dates'
import Unread from '../../../ui/Unread'
import { useCalendarYear } from '../queries'

/** Deadlines of today reach about so far. */
const AHEAD_DAYS = 60

export default function UnarrangedYear() {
  const { t } = useTranslation()
  const year = Number(daysLater(today(), AHEAD_DAYS).slice(0, 4))
  const asked = useCalendarYear(year)
  if (!asked.data) return <Unread of={[asked]} />
  if (!asked.data.provisional) return null
  return (
    <Alert type="warning" showIcon role="status" title={t('operator.home.unarranged', { year })}
      description={<>{t('operator.home.unarrangedText')} <Link to={`/o/calendar?year=${year}`}>{t('operator.home.open.calendar')}</Link></>} />
  )
}
