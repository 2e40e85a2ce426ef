/** Every page of a demonstration says that it is one. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ok } from '../../api/client'

export default function DemoBand() {
  const { t } = useTranslation()
  const meta = useQuery({ queryKey: ['meta'], queryFn: () => ok(api.GET('/api/v1/meta')), staleTime: Infinity })
  return meta.data?.demo ? <aside className="zr-demo" aria-label={t('common.demo')}>{t('common.demo')}</aside> : null
}
