/** The reinsurance of a quote, for its lead alone: which slips are confirmed, and under which reference. */
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Policy, useInsurerActs, usePlacement } from './queries'

const PPM_PER_PERCENT = 10_000

export default function Reinsurance({ policy }: { policy: Policy }) {
  const { t } = useTranslation()
  const asked = usePlacement(policy.quote_id)
  const { cede } = useInsurerActs(policy.id, policy.quote_id)
  const open = policy.allowed_actions.includes('facultative')
  const ceded = asked.data?.facultative ?? null
  if (!open && !ceded?.length) return null
  return (
    <Panel title={t('policies.reinsurance.title')} sub={t('policies.reinsurance.sub')}>
      {asked.isPending && <SkeletonRows rows={2} />}
      {asked.isLoadingError && <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />}
      {ceded?.length === 0 && <p>{t('policies.reinsurance.none')}</p>}
      <ul className="zip-stack">
        {ceded?.map((each) => (
          <li key={each.n} className="zip-tools">
            <strong>{each.reinsurer}</strong>
            <span className="num">{each.cession_ppm / PPM_PER_PERCENT}%</span>
            {each.confirmed_at
              ? <><Mark tone="success">{t('policies.reinsurance.confirmed')}</Mark><span className="zr-sub">{each.reference} · {formatDateTime(each.confirmed_at)}</span></>
              : <Mark tone="pending">{t('policies.reinsurance.waits')}</Mark>}
            {open && !each.confirmed_at && (
              <ConfirmAction label={t('policies.reinsurance.confirm')} title={t('policies.reinsurance.confirm_title', { name: each.reinsurer })} text={t('policies.reinsurance.confirm_text')}
                asks="reason" asksFor={t('policies.reinsurance.reference')} button={{ type: 'primary' }} run={(reference) => cede.mutateAsync({ n: each.n, reference })} />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
