/** The day something is due, with what is left of the time, in words. */
import { useTranslation } from 'react-i18next'
import { daysLeft } from '../model'
import type { Charge } from '../queries'

export default function DueDate({ charge }: { charge: Charge }) {
  const { t } = useTranslation()
  const left = daysLeft(charge)
  const words = left === null ? null : left < 0 ? t('pay.due.late', { n: -left }) : left === 0 ? t('pay.due.today') : t('pay.due.left', { n: left })
  return (
    <span className="num">
      {charge.due_on}
      {words && <span className={left !== null && left < 0 ? 'late' : 'zr-sub'}> · {words}</span>}
    </span>
  )
}
