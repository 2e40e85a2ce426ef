/** `/e/licensing/:offer`: one offer, what the checklist says of it today, and what may be done. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { formatDate, formatDateTime } from '../../../lib/dates'
import { keepFocus } from '../../../lib/keepFocus'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import ViewLink from '../../../ui/ViewLink'
import Findings from '../components/Findings'
import RightFacts from '../components/RightFacts'
import Terms from '../components/Terms'
import '../licensing.css'
import type { Offer, Paper } from '../model'
import { useOffer, useOfferActs } from '../queries'

const PAPERS = ['pledgee_consent', 'coowner_consent', 'evaluation_report', 'approval'] as const

export default function OfferPage() {
  const { t } = useTranslation()
  const { offer: id = '' } = useParams()
  const navigate = useNavigate()
  const found = useOffer(id)
  const { publish, withdraw } = useOfferActs()
  const crumbs = [{ label: t('licensing.offers.title'), to: '/e/licensing' }, { label: found.data?.number ?? '…' }]
  if (found.isPending) return <><PageHeader title={t('licensing.offer.title')} crumbs={crumbs} /><SkeletonRows rows={8} /></>
  if (found.isLoadingError) return <><PageHeader title={t('licensing.offer.title')} crumbs={crumbs} /><ErrorState error={found.error} retry={() => void found.refetch()} /></>
  const offer = found.data
  const may = offer.allowed_actions
  const revise = t(offer.state === 'published' ? 'licensing.offer.reviseOff' : 'licensing.offer.revise')
  return (
    <>
      <PageHeader title={offer.right.title || offer.number} mark={<StatusTag subject="licence_offer" state={offer.state} />} crumbs={crumbs}
        sub={offer.state === 'unavailable' && offer.cause ? t(`licensing.causeText.${offer.cause}`) : t(`licensing.stateText.${offer.state}`)}
        extra={
          <>
            {offer.state === 'published' && <Link to={`/market/${offer.id}`}>{t('licensing.offer.onMarket')}</Link>}
            {may.includes('withdrawal') && <ConfirmAction label={t('licensing.offer.withdraw')} title={t('licensing.offer.withdrawAsk')} text={t('licensing.offer.withdrawText')} run={() => withdraw.mutateAsync(offer.id)} onDone={keepFocus} />}
            {may.includes('revision') && <Button onClick={() => void navigate(`/e/licensing/${offer.id}/revise`)}>{revise}</Button>}
            {may.includes('publication') && <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate(offer.id, { onSuccess: keepFocus })}>{t('licensing.offer.publish')}</Button>}
          </>
        } />
      <FormProblem error={publish.error} />
      {offer.state !== 'withdrawn' && <Panel title={t('licensing.check.title')} sub={t('licensing.check.sub')}><Findings offer={offer} /></Panel>}
      <Panel title={t('licensing.fact.patent')} extra={<Link to={`/e/ip/${offer.right.right_id}`}>{t('licensing.offer.asset')}</Link>}><RightFacts right={offer.right} /></Panel>
      <Panel title={t('licensing.offer.terms')}>
        <Terms scope={offer.scope} price={offer.price} />
        {offer.note && <p className="zr-said lc-note">{offer.note}</p>}
      </Panel>
      <Panel title={t('licensing.offer.backing')}><Backing offer={offer} /></Panel>
      {offer.versions.length > 0 && (
        <Panel title={t('licensing.offer.history')}>
          <ol className="lc-lines">
            {offer.versions.map((each) => <li key={each.version}>{t('licensing.offer.version', { n: each.version, who: each.published_by, when: formatDateTime(each.published_at) })}</li>)}
          </ol>
        </Panel>
      )}
    </>
  )
}

function Backing({ offer }: { offer: Offer }) {
  const { t } = useTranslation()
  const paper = (file: Paper | null) => (file ? <>{file.name} <ViewLink id={file.id} name={file.name} /></> : '—')
  return (
    <dl className="zr-facts">
      <div><dt>{t('licensing.form.disputes')}</dt><dd className="zr-said">{offer.disputes === null ? t('licensing.disputes.unsaid') : offer.disputes || t('licensing.disputes.none')}</dd></div>
      {PAPERS.map((name) => <div key={name}><dt>{t(`licensing.paper.${name}`)}</dt><dd>{paper(offer[name])}</dd></div>)}
      {offer.pledgee_consent && (
        <>
          <div><dt>{t('licensing.form.floor')}</dt><dd><Money fen={offer.consent_floor_fen} exact /></dd></div>
          <div><dt>{t('licensing.form.account')}</dt><dd>{offer.consent_account}</dd></div>
        </>
      )}
      {offer.scope.kind === 'open' && (
        <>
          <div><dt>{t('licensing.fact.declaredOn')}</dt><dd className="num">{offer.declared_on ? formatDate(offer.declared_on) : '—'}</dd></div>
          <div><dt>{t('licensing.fact.announcedOn')}</dt><dd className="num">{offer.announced_on ? formatDate(offer.announced_on) : '—'}</dd></div>
        </>
      )}
      <div><dt>{t('licensing.form.stateOwned')}</dt><dd>{t(offer.state_owned ? 'licensing.yes' : 'licensing.no')}</dd></div>
    </dl>
  )
}
