/** Says that what somebody sent was refused after he left the page, and leads back to it. */
import { App, Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { sentenceFor } from '../../api/problem'
import { hearLate } from '../../lib/late'

export default function LateRefusals() {
  const { t } = useTranslation()
  const { notification } = App.useApp()
  const navigate = useNavigate()
  useEffect(() => hearLate(({ problem, from }) => {
    const key = problem.requestId || `${problem.code} ${from}`
    const back = () => {
      notification.destroy(key)
      void navigate(from)
    }
    notification.error({
      key, duration: 0, role: 'alert', closable: { 'aria-label': t('common.close') },
      title: t('common.late.title'),
      description: sentenceFor(problem.code, t, problem.facts),
      actions: from !== location.pathname + location.search && <Button size="small" onClick={back}>{t('common.late.back')}</Button>,
    })
  }), [notification, navigate, t])
  return null
}
