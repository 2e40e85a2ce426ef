/** `/e/licensing/new` and `…/:offer/revise`: an offer as it is written down. */
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import SkeletonRows from '../../../ui/SkeletonRows'
import OfferForm from '../components/OfferForm'
import '../licensing.css'
import { useOffer } from '../queries'

export default function OfferFormPage() {
  const { t } = useTranslation()
  const { offer: id = '' } = useParams()
  const found = useOffer(id)
  const offer = found.data
  const head = (
    <PageHeader title={t(id === '' ? 'licensing.form.newTitle' : 'licensing.form.title')} sub={t(offer?.state === 'published' ? 'licensing.form.subPublished' : 'licensing.form.sub')}
      crumbs={[{ label: t('licensing.offers.title'), to: '/e/licensing' }, ...(offer ? [{ label: offer.number, to: `/e/licensing/${id}` }] : []), { label: t(id === '' ? 'licensing.offers.new' : 'licensing.offer.revise') }]} />
  )
  if (id !== '' && found.isPending) return <>{head}<SkeletonRows rows={8} /></>
  if (id !== '' && found.isLoadingError) return <>{head}<ErrorState error={found.error} retry={() => void found.refetch()} /></>
  return <>{head}<OfferForm key={id} offer={offer} /></>
}
