/** One listing: an offer with its patent, or a financing request that names neither firm nor patent. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDivisionName } from '../../../api/divisions'
import { useIndustries } from '../../../api/industries'
import { formatDate } from '../../../lib/dates'
import { patentNumber } from '../../../lib/patentNumber'
import Mark from '../../../ui/Mark'
import type { Listing } from '../model'
import { fieldsText, priceText, territoryText } from '../words'

export default function ListingCard({ listing }: { listing: Listing }) {
  return <li className="zr-panel lc-listing">{listing.offer ? <Offer id={listing.id} offer={listing.offer} /> : listing.financing && <Teaser teaser={listing.financing} />}</li>
}

function Offer({ id, offer }: { id: string; offer: NonNullable<Listing['offer']> }) {
  const { t } = useTranslation()
  const division = useDivisionName()
  const { nameOf } = useIndustries('portfolio.industry')
  return (
    <>
      <div className="lc-listing-main">
        <h2><Link data-row to={`/market/${id}`}>{offer.right.title || patentNumber(offer.right.label)}</Link></h2>
        <p className="zr-sub"><span className="num">{patentNumber(offer.right.label)}</span> · {t(`portfolio.kind.${offer.right.kind}`)}{offer.right.ipc_main && <> · <span className="num">{offer.right.ipc_main}</span></>}</p>
        <p className="zr-sub">{offer.firm}{offer.division && ` · ${division(offer.division)}`}</p>
      </div>
      <div className="lc-listing-terms">
        <Mark tone="info">{t(`licensing.kind.${offer.scope.kind}`)}</Mark>
        <span className="zr-sub">{fieldsText(offer.scope, nameOf, t)} · {territoryText(offer.scope, t)}</span>
      </div>
      <div className="lc-listing-price">
        <strong>{priceText(offer.price, t)}</strong>
        <span className="zr-sub">{t('licensing.market.since', { day: formatDate(offer.published_at) })}</span>
      </div>
    </>
  )
}

function Teaser({ teaser }: { teaser: NonNullable<Listing['financing']> }) {
  const { t } = useTranslation()
  const division = useDivisionName()
  return (
    <>
      <div className="lc-listing-main">
        <h2 data-row tabIndex={-1}>{t('licensing.teaser.title', { sector: t(`listing.sector.${teaser.sector}`) })}</h2>
        <p className="zr-sub">{t('licensing.teaser.rights', { n: teaser.rights_count })} · <span className="num">{teaser.ipc_subclasses.join(t('common.sep'))}</span></p>
        <p className="zr-sub">{t('licensing.teaser.hidden')}{teaser.division && ` · ${division(teaser.division)}`}</p>
      </div>
      <div className="lc-listing-terms">
        <Mark tone="neutral">{t('licensing.kind.financing')}</Mark>
        <span className="zr-sub">{t('licensing.teaser.term', { n: teaser.term_months })}</span>
      </div>
      <div className="lc-listing-price">
        <strong>{t(`licensing.band.${teaser.amount_band}`)}</strong>
        <span className="zr-sub">{t('licensing.market.since', { day: formatDate(teaser.published_on) })}</span>
      </div>
    </>
  )
}
