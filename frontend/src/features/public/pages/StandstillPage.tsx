/** Without the server, or with a record that moved on: each with a way on. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import PublicFrame from '../../../app/shell/PublicFrame'
import { useTitle } from '../../../lib/useTitle'
import EmptyState from '../../../ui/EmptyState'

function Standstill({ name }: { name: 'offline' | 'conflict' }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useTitle(t(`page.${name}.title`))
  return (
    <PublicFrame>
      <h1 className="zr-hidden">{t(`page.${name}.title`)}</h1>
      <EmptyState title={t(`page.${name}.title`)} text={t(`page.${name}.text`)}
        action={
          <>
            <Button type="primary" onClick={() => void navigate(-1)}>{t('common.back')}</Button>
            <Button onClick={() => void navigate('/')}>{t('common.home')}</Button>
          </>
        } />
    </PublicFrame>
  )
}

export const Offline = () => <Standstill name="offline" />
export const Stale = () => <Standstill name="conflict" />
