/** `/e/insurance/:policy`: where the policy stands, what is open, what is to be paid, who bears it. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { formatDate, formatDateTime } from '../../../lib/dates'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import ModeBanner from '../../../ui/cover/ModeBanner'
import Points from '../../../ui/cover/Points'
import Waits from '../../../ui/cover/Waits'
import PapersPanel from '../../../ui/papers/PapersPanel'
import '../policies.css'
import { type Policy, usePolicy, usePolicyActs } from '../queries'

function Next({ policy }: { policy: Policy }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { bind } = usePolicyActs()
  const may = policy.allowed_actions
  return (
    <Panel title={t('policies.page.next')}>
      <div className="pol-stack">
        <p>{t(`policies.next.${policy.state}`, { day: formatDate(policy.pay_by) })}</p>
        <Waits open={policy.open_points} points={policy.subjectivities ?? []} />
        {bind.isError && <FormProblem error={bind.error} />}
        {may.includes('binding') && <div><Button type="primary" loading={bind.isPending} onClick={() => bind.mutate(policy.quote_id)}>{t('policies.page.bind')}</Button></div>}
        {may.includes('pay') && policy.charge_id && <div><Button type="primary" onClick={() => void navigate(`/pay/${policy.charge_id}`)}>{t('policies.page.pay')}</Button></div>}
      </div>
    </Panel>
  )
}

export default function PolicyPage() {
  const { t } = useTranslation()
  const { policy: id = '' } = useParams()
  const asked = usePolicy(id)
  const { show } = usePolicyActs()
  const policy = asked.data
  if (asked.isPending) return <><PageHeader title={t('policies.page.title')} /><SkeletonRows rows={8} /></>
  if (asked.isLoadingError || !policy) return <><PageHeader title={t('policies.page.title')} /><ErrorState error={asked.error} retry={() => void asked.refetch()} /></>
  const facts: [string, React.ReactNode][] = [
    ['insurer', policy.insurer],
    ['product', policy.product],
    ['filing', policy.filing_number],
    ['term', `${formatDate(policy.inception_on)} – ${formatDate(policy.expires_on)}`],
    ['net', <Money key="net" fen={policy.net_fen} exact />],
    ['vat', <Money key="vat" fen={policy.vat_fen} exact />],
    ['gross', <Money key="gross" fen={policy.gross_fen} exact />],
    ['accepted', `${policy.accepted_by} · ${formatDateTime(policy.accepted_at)}`],
    ...(policy.bank ? ([['bank', policy.bank]] as [string, React.ReactNode][]) : []),
    ...(policy.loan ? ([['loan', policy.loan]] as [string, React.ReactNode][]) : []),
    ...(policy.issued_at ? ([['issued', formatDateTime(policy.issued_at)]] as [string, React.ReactNode][]) : []),
  ]
  return (
    <>
      <ModeBanner insurer={policy.insurer} />
      <PageHeader title={t('policies.page.of', { number: policy.number })} sub={`${t(`insurance.line.${policy.line}`)} · ${t(`policies.state.${policy.state}`)}`}
        crumbs={[{ label: t('insurance.proposal.own'), to: '/e/insurance/proposals' }, { label: policy.number }]} />
      <div className="pol-stack">
        <Next policy={policy} />
        {(policy.subjectivities ?? []).length > 0 && (
          <Panel title={t('policies.points.title')} sub={t('policies.points.sub')}>
            <Points points={policy.subjectivities ?? []}
              show={policy.allowed_actions.includes('subjectivity-answer') ? (n, body) => show.mutateAsync({ policy_id: policy.id, n, body }) : undefined} />
          </Panel>
        )}
        {policy.state === 'issued' && <PapersPanel subjects={[policy.id]} />}
        <Panel title={t('policies.page.facts')}>
          <dl className="zr-facts">{facts.map(([name, value]) => <div key={name}><dt>{t(`policies.fact.${name}`)}</dt><dd>{value}</dd></div>)}</dl>
        </Panel>
        <Panel title={t('policies.page.insurers')} sub={t('policies.page.several')}>
          <ul>
            {policy.insurers.map((each) => (
              <li key={each.n}>{each.insurer} · {t(`policies.role.${each.role}`)} · <span className="num">{each.share_ppm / 10_000}%</span> · <Money fen={each.net_fen} exact /></li>
            ))}
          </ul>
        </Panel>
        <Panel title={t('policies.page.subsidies')} sub={t('policies.page.never')}>
          <ul>{policy.subsidies.map((each) => <li key={each.code}>{t(`policies.subsidy.${each.code}`, { defaultValue: each.source })} · <Money fen={each.estimate_fen} exact /> <span className="zr-sub">{each.source}</span></li>)}</ul>
        </Panel>
      </div>
    </>
  )
}
