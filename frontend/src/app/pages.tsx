/** The pages for what cannot be shown, each with a way on. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useTitle } from '../lib/useTitle'
import EmptyState from '../ui/EmptyState'

function Dead({ name }: { name: 'forbidden' | 'missing' }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useTitle(t(`page.${name}.title`))
  return (
    <EmptyState
      title={t(`page.${name}.title`)}
      text={t(`page.${name}.text`)}
      action={<Button type="primary" onClick={() => void navigate('/')}>{t('common.home')}</Button>}
    />
  )
}

export const Forbidden = () => <Dead name="forbidden" />
export const Missing = () => <Dead name="missing" />
