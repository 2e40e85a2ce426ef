/** `/i/plans`: the insurer's rating plans, drafts and what is in force, newest first. */
import { PlusOutlined } from '@ant-design/icons'
import { Button, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import Listing from '../../../ui/Listing'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import { StateMark, validity } from '../components/FilingFacts'
import ModeBanner from '../../../ui/cover/ModeBanner'
import '../insurance.css'
import { type Plan, usePlans } from '../queries'

export default function PlansPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { state, clear, filtered } = useListState()
  const { code, cursor } = state
  const plans = usePlans({ ...(code ? { code } : {}), ...(cursor ? { cursor } : {}) })
  const mayDraft = useMay('draft_tariffs')
  const name = (plan: Plan) => <Link to={`/i/plans/${plan.id}`}>{t('insurance.plan.name', { code: plan.code, n: plan.revision })}</Link>
  const columns: TableColumnsType<Plan> = [
    { key: 'name', title: t('insurance.plan.code'), render: (_, plan) => name(plan) },
    { key: 'state', title: t('insurance.plans.state'), render: (_, plan) => <StateMark of={plan} /> },
    { key: 'filing', title: t('insurance.facts.filing'), render: (_, plan) => plan.filing?.number ?? '—' },
    { key: 'valid', title: t('insurance.facts.valid'), render: (_, plan) => <span className="num">{validity(plan, t)}</span> },
    { key: 'maker', title: t('insurance.facts.maker'), dataIndex: 'maker' },
    { key: 'approver', title: t('insurance.facts.approver'), render: (_, plan) => plan.approver ?? '—' },
    { key: 'created', title: t('insurance.plans.created'), render: (_, plan) => <span className="num">{formatDateTime(plan.created_at)}</span> },
  ]
  const fresh = mayDraft && <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate('/i/plans/new')}>{t('insurance.plans.new')}</Button>
  return (
    <>
      <ModeBanner />
      <PageHeader title={code ? t('insurance.plans.of', { code }) : t('insurance.plans.title')} sub={t('insurance.plans.sub')} extra={fresh} />
      <Panel flush>
        <Listing asked={plans} columns={columns} keyOf={(plan) => plan.id} clear={filtered ? clear : undefined}
          card={(plan) => <>
            <div>{name(plan)} <StateMark of={plan} /></div>
            <div className="zr-sub">{plan.filing?.number ?? t('insurance.state.not_filed')} · {validity(plan, t)}</div>
            <div className="zr-sub">{plan.maker} · {formatDateTime(plan.created_at)}</div>
          </>}
          empty={{ title: t('insurance.plans.empty'), text: t('insurance.plans.empty_text'), action: fresh }} />
      </Panel>
    </>
  )
}
