/** One verification: what the firm states, its licence, who else claims the code, the decision. */
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useDivisionName } from '../../../api/divisions'
import { formatDateTime } from '../../../lib/dates'
import { creditCode } from '../../../lib/patentNumber'
import DocumentViewer from '../../../ui/DocumentViewer'
import { usePageAnchor } from '../../../ui/DocumentViewer/usePageAnchor'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import '../operator.css'
import CaseDecision from '../components/CaseDecision'
import { type Case, useCase } from '../queries'

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children || '—'}</dd></div>
}

function Stated({ found }: { found: Case }) {
  const { t } = useTranslation()
  const divisionName = useDivisionName()
  const address = [divisionName(found.division), found.street, found.address_line].filter(Boolean).join(' ')
  return (
    <Panel title={t('operator.case.stated')} sub={t('operator.case.statedSub')}>
      <dl className="zr-facts">
        <Fact name={t('operator.case.name')}>{found.name}</Fact>
        <Fact name={t('operator.case.code')}><span className="num">{creditCode(found.uscc)}</span></Fact>
        <Fact name={t('operator.case.address')}>{address}</Fact>
        <Fact name={t('operator.case.opened')}><span className="num">{formatDateTime(found.opened_at)}</span></Fact>
        <Fact name={t('operator.case.submitted')}><span className="num">{formatDateTime(found.submitted_at)}</span></Fact>
        <Fact name={t('operator.case.statement')}>{found.statement}</Fact>
      </dl>
    </Panel>
  )
}

function Licence({ found }: { found: Case }) {
  const { t } = useTranslation()
  const { licence } = found
  const anchor = usePageAnchor()
  // The firm's grant to read it ends with the decision.
  const readable = found.state === 'submitted'
  return (
    <Panel title={t('operator.case.licence')}>
      {licence ? (
        <>
        {readable ? <div className="op-licence"><DocumentViewer id={licence.id} {...anchor} /></div> : <p className="zr-sub">{t('operator.case.licenceClosed')}</p>}
        <dl className="zr-facts">
          <Fact name={t('operator.case.file')}>{licence.name}</Fact>
          <Fact name={t('operator.case.size')}>
            <span className="num">{t('operator.case.kb', { n: Math.max(1, Math.round(licence.size / 1024)) })}</span>
          </Fact>
          <Fact name={t('operator.case.deposited')}><span className="num">{formatDateTime(licence.deposited_at)}</span></Fact>
        </dl>
        </>
      ) : <p className="zr-sub">{t('operator.case.noLicence')}</p>}
    </Panel>
  )
}

function OtherClaims({ found }: { found: Case }) {
  const { t } = useTranslation()
  const claims = found.other_claims
  if (claims.length === 0) {
    return <Panel title={t('operator.case.claims')}><p className="zr-sub">{t('operator.case.noClaims')}</p></Panel>
  }
  return (
    <Panel flush title={t('operator.case.claims')} sub={t('operator.case.claimsSub', { n: claims.length })}>
      <ul className="op-rows">
        {claims.map((claim) => (
          <li key={claim.organisation_id}>
            <span className="op-grow">{claim.name}</span>
            <span className="zr-sub num">{t('operator.case.signedUp', { at: formatDateTime(claim.signed_up_at) })}</span>
            {claim.verified_at
              ? <Mark tone="danger">{t('operator.case.verifiedAt', { at: formatDateTime(claim.verified_at) })}</Mark>
              : <Mark tone="neutral">{t('operator.case.unverified')}</Mark>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

export default function CasePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const asked = useCase(id)
  const found = asked.data
  if (asked.isPending) return <><PageHeader crumbs={[{ label: t('operator.kyb.title'), to: '/o/kyb' }]} title={t('operator.waitingTitle.kyb')} /><SkeletonRows rows={8} /></>
  if (asked.isLoadingError || !found) return <><PageHeader crumbs={[{ label: t('operator.kyb.title'), to: '/o/kyb' }]} title={t('operator.waitingTitle.kyb')} /><ErrorState error={asked.error} retry={() => void asked.refetch()} /></>
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('operator.kyb.title'), to: '/o/kyb' }, { label: found.name }]}
        title={found.name}
        mark={<StatusTag subject="kyb" state={found.state} />}
        extra={<Link to={`/o/audit?subject=kyb_case&subject_id=${found.id}`}>{t('operator.case.trail')}</Link>}
      />
      {found.reason_code && (
        <Alert type="warning" showIcon title={found.reason_words ?? found.reason_code} description={found.reason} />
      )}
      <div className="op-two">
        <div className="op-stack">
          <Licence found={found} />
          <OtherClaims found={found} />
        </div>
        <div className="op-stack">
          <Stated found={found} />
          <CaseDecision found={found} />
        </div>
      </div>
    </>
  )
}
