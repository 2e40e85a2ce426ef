/** Says that what stands on the page was read earlier and could not be read anew; what was typed stays. */
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useCallback, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { isOutdated } from '../../api/query'

export default function Outdated() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const cache = client.getQueryCache()
  const watch = useCallback((told: () => void) => cache.subscribe(told), [cache])
  const outdated = useSyncExternalStore(watch, () => cache.findAll({ predicate: isOutdated }).length > 0)
  if (!outdated) return null
  return (
    <Alert className="zr-outdated" type="warning" showIcon role="status" title={t('common.outdated')}
      action={<Button size="small" onClick={() => void client.refetchQueries({ predicate: isOutdated })}>{t('common.retry')}</Button>} />
  )
}
