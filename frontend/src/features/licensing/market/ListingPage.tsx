/** `/market/:listing`: one licence offer for whoever comes by, and the way to write to the firm behind it. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useParams } from 'react-router'
import { useDivisionName } from '../../../api/divisions'
import { formatDate } from '../../../lib/dates'
import { useMay, useSession } from '../../../lib/permissions'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import RightFacts from '../components/RightFacts'
import Terms from '../components/Terms'
import WriteBox from '../../../ui/thread/WriteBox'
import '../licensing.css'
import type { Listing } from '../model'
import { useInquire, useListing } from '../queries'
import ShareLink from './ShareLink'

export default function ListingPage() {
  const { t } = useTranslation()
  const { listing: id = '' } = useParams()
  const found = useListing(id)
  const division = useDivisionName()
  const offer = found.data?.offer
  const crumbs = [{ label: t('licensing.market.title'), to: '/market' }, { label: offer?.number ?? '…' }]
  if (found.isPending) return <><PageHeader title={t('licensing.offer.title')} crumbs={crumbs} /><SkeletonRows rows={8} /></>
  if (found.isLoadingError || !offer) return <><PageHeader title={t('licensing.offer.title')} crumbs={crumbs} /><ErrorState error={found.error} retry={() => void found.refetch()} /></>
  return (
    <>
      <PageHeader title={offer.right.title || offer.number} mark={<StatusTag subject="licence_offer" state={offer.state} />} crumbs={crumbs} extra={<ShareLink />}
        sub={<>{offer.firm}{offer.division && ` · ${division(offer.division)}`} · {t('licensing.market.since', { day: formatDate(offer.published_at) })}</>} />
      {offer.state === 'unavailable' && (
        <div className="zr-notice" role="status"><strong>{t('licensing.listing.unavailable')}</strong><p>{t(`licensing.causeText.${offer.cause ?? 'expired'}`)}</p></div>
      )}
      <Panel title={t('licensing.offer.terms')}>
        <Terms scope={offer.scope} price={offer.price} />
        {offer.note && <p className="zr-said lc-note">{offer.note}</p>}
      </Panel>
      <Panel title={t('licensing.fact.patent')}><RightFacts right={offer.right} /></Panel>
      <Panel title={t('licensing.listing.told')} sub={t('licensing.listing.toldSub')}>
        <ul className="lc-told">
          <li>{offer.disputes ? t('licensing.listing.disputes', { text: offer.disputes }) : t('licensing.listing.noDisputes')}</li>
          {offer.announced_on && <li>{t('licensing.listing.announced', { day: formatDate(offer.announced_on) })}</li>}
          {offer.pledgee_consented && <li>{t('licensing.listing.consented')}</li>}
          {found.data.notes.map((each) => <li key={each.rule + each.code}>{t(`licensing.note.${each.code}`, { n: each.count })}</li>)}
        </ul>
      </Panel>
      <Inquire id={id} offer={offer} />
    </>
  )
}

/** Who may write does; everybody else is told what it takes. */
function Inquire({ id, offer }: { id: string; offer: NonNullable<Listing['offer']> }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const here = useLocation()
  const session = useSession()
  const [prepares, binds] = [useMay('prepare'), useMay('bind')]
  const inquire = useInquire()
  const says = (key: string, action?: React.ReactNode) => <Panel title={t('licensing.listing.inquire')}><p>{t(`licensing.listing.${key}`)}</p>{action}</Panel>
  if (offer.state !== 'published') return says('closed', <Link to="/market">{t('licensing.listing.others')}</Link>)
  if (!session) return says('signIn', <Button type="primary" onClick={() => void navigate(`/sign-in?next=${encodeURIComponent(here.pathname)}`)}>{t('licensing.listing.toSignIn')}</Button>)
  if (session.organisation.kind !== 'firm') return says('firmsOnly', <Link to="/market">{t('licensing.listing.others')}</Link>)
  if (session.organisation.name === offer.firm) return says('own', <Link to={`/e/licensing/${id}`}>{t('licensing.listing.toOwn')}</Link>)
  if (!session.organisation.verified) return says('unverified', <Link to="/e/onboarding">{t('licensing.listing.toVerify')}</Link>)
  if (!prepares && !binds) return says('noRight', <Link to="/e/org">{t('licensing.listing.toPeople')}</Link>)
  return (
    <Panel title={t('licensing.listing.inquire')} sub={t(offer.scope.kind === 'open' ? 'licensing.listing.inquireOpen' : 'licensing.listing.inquireSub')}>
      <WriteBox primary keepAs={`inquire:${id}`} label={t('licensing.listing.write')} button={t('licensing.listing.send')} papersHelp={t('licensing.papersHelp')}
        send={async (message) => {
          await inquire.mutateAsync({ offer_id: id, ...message }, { onSuccess: (made) => void navigate(`/e/licensing/inquiries/${made.id}`) })
        }} />
    </Panel>
  )
}
