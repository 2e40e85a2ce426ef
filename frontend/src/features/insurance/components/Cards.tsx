/** Whether the insurer takes premiums by card; the platform's account at the gateway holds them until they are passed on. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ok } from '../../../api/client'
import { keepAnswer } from '../../../api/query'
import { useMutation } from '../../../lib/useMutation'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'

const KEY = ['payments', 'card-acceptance']

export default function Cards() {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const found = useQuery({ queryKey: KEY, queryFn: () => ok(api.GET('/api/v1/card-acceptance')) })
  const decide = useMutation({
    mutationFn: (accepted: boolean) => ok(api.POST('/api/v1/card-acceptance', { body: { accepted } })),
    onSuccess: (now) => keepAnswer(cache, KEY, now),
  })
  if (found.isLoadingError) return <Panel title={t('insurance.home.cards')}><ErrorState compact error={found.error} retry={() => void found.refetch()} /></Panel>
  return (
    <Panel title={t('insurance.home.cards')} sub={t('insurance.home.cards_sub')}>
      <label className="zi-switch">
        <Switch checked={found.data?.accepted ?? false} loading={found.isPending || decide.isPending} onChange={(next) => decide.mutate(next)} aria-label={t('insurance.home.cards_taken')} />
        {t('insurance.home.cards_taken')}
      </label>
      <FormProblem error={decide.error} />
    </Panel>
  )
}
