/** `/i/policies/:policy`: what is insured for whom, who bears it, and what the insurer still has to do. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { formatDate, formatDateTime } from '../../../lib/dates'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import Points from '../../../ui/cover/Points'
import Waits from '../../../ui/cover/Waits'
import ModeBanner from '../../../ui/cover/ModeBanner'
import '../insurance.css'
import './policies.css'
import { type Policy, useInsurerActs, usePolicy } from './queries'
import Receipt from './Receipt'
import Reinsurance from './Reinsurance'

export default function PolicyPage() {
  const { t } = useTranslation()
  const { policy: id = '' } = useParams()
  const asked = usePolicy(id)
  const crumbs = [{ label: t('policies.list.title'), to: '/i/policies' }]
  if (asked.isPending) return <><PageHeader title={t('policies.page.title')} crumbs={crumbs} /><Panel flush><SkeletonRows rows={8} /></Panel></>
  if (asked.isLoadingError) return <ErrorState error={asked.error} retry={() => void asked.refetch()} />
  const policy = asked.data
  return (
    <>
      <ModeBanner insurer={policy.insurer} />
      <PageHeader title={policy.firm} crumbs={[...crumbs, { label: policy.number }]} mark={<><StatusTag subject="policy" state={policy.state} /> {policy.in_force && <Mark tone="success">{t('policies.list.in_force')}</Mark>}</>}
        sub={`${t(`insurance.line.${policy.line}`)} · ${formatDate(policy.inception_on)} – ${formatDate(policy.expires_on)}`} />
      <div className="zip-stack">
        <Next policy={policy} />
        <Asked policy={policy} />
        <Reinsurance policy={policy} />
        <Panel title={t('policies.page.facts')}><Facts policy={policy} /></Panel>
        <Panel title={t('policies.page.insurers')} sub={t('policies.page.several')} flush>
          <div className="zip-scroll" tabIndex={0} role="region" aria-label={t('policies.page.insurers')}>
            <table className="zip-grid">
              <thead><tr>{['insurer', 'share', 'net', 'vat', 'signed'].map((each) => <th key={each} scope="col">{t(`policies.fact.${each}`)}</th>)}</tr></thead>
              <tbody>
                {policy.insurers.map((each) => (
                  <tr key={each.n}>
                    <th scope="row">{each.insurer} <Mark tone="neutral">{t(`policies.role.${each.role}`)}</Mark></th>
                    <td className="num">{each.share_ppm / 10_000}%</td>
                    <td><Money fen={each.net_fen} exact /></td>
                    <td><Money fen={each.vat_fen} exact /></td>
                    <td className="num">{each.signed_at ? formatDateTime(each.signed_at) : '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Panel>
        {policy.versions.length > 0 && (
          <Panel title={t('policies.list.versions')}>
            <ul>{policy.versions.map((each) => <li key={each.n}>{t('policies.list.version', { n: each.n, day: formatDate(each.effective_on), at: formatDateTime(each.recorded_at) })} <code className="zip-hash">{each.sha256.slice(0, 16)}</code></li>)}</ul>
          </Panel>
        )}
      </div>
    </>
  )
}

function Facts({ policy }: { policy: Policy }) {
  const { t } = useTranslation()
  const facts: [string, ReactNode][] = [
    ['firm', policy.firm],
    ['insurer', policy.insurer],
    ['product', policy.product],
    ['filing', policy.filing_number],
    ['quote', policy.quote],
    ['net', <Money key="net" fen={policy.net_fen} exact />],
    ['vat', <Money key="vat" fen={policy.vat_fen} exact />],
    ['gross', <Money key="gross" fen={policy.gross_fen} exact />],
    ['accepted', `${policy.accepted_by} · ${formatDateTime(policy.accepted_at)}`],
  ]
  const later: [string, ReactNode | null][] = [
    ['bank', policy.bank],
    ['loan', policy.loan],
    ['bound', policy.bound_at && formatDateTime(policy.bound_at)],
    ['pay_by', policy.pay_by && formatDate(policy.pay_by)],
    ['charge', policy.charge_reference],
    ['issued', policy.issued_at && formatDateTime(policy.issued_at)],
    ['ended', policy.ended_at && formatDateTime(policy.ended_at)],
  ]
  return <dl className="zr-facts">{[...facts, ...later.filter(([, value]) => value)].map(([name, value]) => <div key={name}><dt>{t(`policies.fact.${name}`)}</dt><dd>{value}</dd></div>)}</dl>
}

function Next({ policy }: { policy: Policy }) {
  const { t } = useTranslation()
  const { sign } = useInsurerActs(policy.id, policy.quote_id)
  const may = policy.allowed_actions
  return (
    <Panel title={t('policies.page.next')}>
      <div className="zip-stack">
        <p>{t(`policies.stands.${policy.state}`, { day: formatDate(policy.pay_by) })}</p>
        <Waits open={policy.open_points} points={policy.subjectivities ?? []} />
        <FormProblem error={sign.error} />
        {may.includes('signature') && <div><Button type="primary" loading={sign.isPending} onClick={() => sign.mutate()}>{t('policies.list.sign')}</Button></div>}
        {may.includes('premium-receipt') && <div><Receipt policy={policy} /></div>}
      </div>
    </Panel>
  )
}

function Asked({ policy }: { policy: Policy }) {
  const { t } = useTranslation()
  const { fulfil, sendBack } = useInsurerActs(policy.id, policy.quote_id)
  const points = policy.subjectivities ?? []
  if (points.length === 0) return null
  const decide = {
    meet: (n: number, note: string) => fulfil.mutateAsync({ n, note }),
    sendBack: (n: number, reason: string) => sendBack.mutateAsync({ n, reason }),
  }
  return (
    <Panel title={t('policies.points.title')} sub={t('policies.points.sub')}>
      <Points points={points} decide={policy.allowed_actions.includes('subjectivity') ? decide : undefined} />
    </Panel>
  )
}
