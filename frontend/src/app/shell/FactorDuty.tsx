/** Says on every page until when the reader's role lets him be without a second factor, and where he sets one up. */
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { formatDate } from '../../lib/dates'
import { useSession } from '../../lib/permissions'

const ACCOUNT = '/account'

export default function FactorDuty() {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const duty = useSession()?.second_factor_duty
  if (!duty) return null
  return (
    <Alert className="zr-outdated" type={duty.overdue ? 'error' : 'warning'} showIcon role="status" aria-label={t('factorDuty.label')}
      title={t(duty.overdue ? 'factorDuty.over' : 'factorDuty.soon', { day: formatDate(duty.needed_from) })}
      action={pathname === ACCOUNT ? null : <Link to={ACCOUNT}>{t('factorDuty.go')}</Link>} />
  )
}
