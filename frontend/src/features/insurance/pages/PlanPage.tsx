/** `/i/plans/:id`: a plan: written and checked by one, tried, simulated, put in force by another, then only read. */
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import SkeletonRows from '../../../ui/SkeletonRows'
import ModeBanner from '../../../ui/cover/ModeBanner'
import PlanDesk from '../components/plan/PlanDesk'
import '../insurance.css'
import { blankPlan, nextCode } from '../model/plan'
import type { Doc } from '../model/doc'
import { usePlan } from '../queries'

export default function PlanPage() {
  const { t } = useTranslation()
  const { id = 'new' } = useParams()
  const [params] = useSearchParams()
  const isNew = id === 'new'
  const source = isNew ? params.get('from') : id
  const found = usePlan(source)
  if (source !== null && found.isPending) return <><PageHeader title={t('insurance.plans.title')} /><SkeletonRows rows={8} /></>
  if (source !== null && found.isLoadingError) return <><PageHeader title={t('insurance.plans.title')} /><ErrorState error={found.error} retry={() => void found.refetch()} /></>
  const plan = isNew ? null : (found.data ?? null)
  const base = (found.data?.document ?? null) as Doc | null
  const start = isNew ? (base ? { ...base, plan: nextCode(found.data?.code ?? ''), filing_no: 'TO-BE-SET-BY-INSURER' } : blankPlan()) : (base ?? blankPlan())
  return <><ModeBanner /><PlanDesk key={`${id}-${source}`} plan={plan} start={start} draftKey={`plan.${id}.${source}`} /></>
}
