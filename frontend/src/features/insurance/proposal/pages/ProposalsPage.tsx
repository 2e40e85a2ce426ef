/** `/e/insurance/proposals`: the firm's proposals, where each lies, and the policies that came of them. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { formatDate } from '../../../../lib/dates'
import { useMay } from '../../../../lib/permissions'
import { useListState } from '../../../../lib/useListState'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import ListExportButton from '../../../../ui/ListExportButton'
import Mark from '../../../../ui/Mark'
import Money from '../../../../ui/Money'
import PageHeader from '../../../../ui/PageHeader'
import Pager from '../../../../ui/Pager'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import StatusTag from '../../../../ui/StatusTag'
import ModeBanner from '../../../../ui/cover/ModeBanner'
import '../../insurance.css'
import { useMode } from '../../../../ui/cover/useMode'
import '../proposal.css'
import { type Proposal, usePolicies, useProposals } from '../queries'

export default function ProposalsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { state } = useListState()
  const mode = useMode()
  const may = useMay('prepare') && mode.data?.mode !== 'info_only'
  const found = useProposals(state.cursor)
  const policies = usePolicies()
  const make = may && <Button type="primary" onClick={() => void navigate('/e/insurance/new')}>{t('insurance.proposal.new')}</Button>
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('insurance.proposal.own')} sub={t('insurance.proposal.own_sub')} extra={make} />
      <Panel flush title={t('insurance.proposal.list')} extra={found.data && <ListExportButton list="proposals" />}>
        {found.isPending && <SkeletonRows rows={5} />}
        {found.isLoadingError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
        {found.data?.items.length === 0 && <EmptyState title={t('insurance.proposal.no_proposals')} text={t('insurance.proposal.no_proposals_text')} action={make || undefined} />}
        <ul className="zi-list">{found.data?.items.map((each) => <Row key={each.id} of={each} />)}</ul>
        {found.data && found.data.items.length > 0 && <Pager next={found.data.next} total={found.data.total} />}
      </Panel>
      <Panel flush title={t('insurance.proposal.policies')} extra={policies.data && <ListExportButton list="policies" />}>
        {policies.isPending && <SkeletonRows rows={3} />}
        {policies.isLoadingError && <ErrorState error={policies.error} retry={() => void policies.refetch()} />}
        {policies.data?.items.length === 0 && <EmptyState title={t('insurance.proposal.no_policies')} text={t('insurance.proposal.no_policies_text')} />}
        <ul className="zi-list">{policies.data?.items.map((each) => (
          <li key={each.id}>
            <span><Link to={`/e/insurance/${each.id}`}>{each.number}</Link><span className="zr-sub">{t(`insurance.line.${each.line}`)} · {each.insurer} · {formatDate(each.inception_on)} – {formatDate(each.expires_on)}</span></span>
            <span><Money fen={each.gross_fen} exact /> <Mark tone={each.state === 'issued' ? 'success' : 'info'}>{t(`policies.state.${each.state}`)}</Mark></span>
          </li>
        ))}</ul>
      </Panel>
    </>
  )
}

function Row({ of }: { of: Proposal }) {
  const { t } = useTranslation()
  const quoted = of.submissions.some((each) => each.first_quoted_at !== null)
  return (
    <li>
      <span>
        <Link to={`/e/insurance/proposals/${of.id}`}>{of.number} · {t(`insurance.line.${of.line}`)}</Link>
        <span className="zr-sub">{t('insurance.proposal.since', { n: of.version })} · {of.answered_by} · {formatDate(of.answered_at)}</span>
        {of.submissions.map((each) => <span key={each.id}>{each.insurer} <StatusTag subject="submission" state={each.state} /></span>)}
      </span>
      <span className="zp-row-end">
        {of.submissions.length === 0 && <Mark tone={of.missing.length > 0 ? 'warning' : 'info'}>{of.missing.length > 0 ? t('insurance.proposal.open_count', { count: of.missing.length }) : t('insurance.proposal.ready')}</Mark>}
        {quoted && <Link to={`/e/insurance/${of.id}/compare`}>{t('insurance.proposal.compare')}</Link>}
      </span>
    </li>
  )
}
