/** The checks on the report behind a valuation; nothing where it was not delivered on the platform. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ok } from '../api/client'
import { asProblem } from '../api/problem'
import ErrorState from './ErrorState'
import Panel from './Panel'
import Checks from './ReportChecks'
import SkeletonRows from './SkeletonRows'

export default function ValuationReport({ valuationId }: { valuationId: string }) {
  const { t } = useTranslation()
  const found = useQuery({
    queryKey: ['valuation', 'getValuationReport', valuationId],
    queryFn: () => ok(api.GET('/api/v1/valuation-reports/{valuation_id}', { params: { path: { valuation_id: valuationId } } })),
  })
  if (found.isPending) return <SkeletonRows rows={4} />
  if (found.error) return asProblem(found.error).code === 'not_found' ? null : <ErrorState error={found.error} retry={() => void found.refetch()} />
  return (
    <Panel title={t('appraisal.checks.title')} sub={t('appraisal.rules', { n: found.data.rule_set_version })}>
      <Checks checks={found.data.checks} conflicts={found.data.conflicts} />
    </Panel>
  )
}
