/** `/e/insurance/products/:id`: one product as its insurer filed it, and the way to the insurer itself. */
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import FilingFacts from '../components/FilingFacts'
import HandOff from '../components/HandOff'
import ModeBanner from '../../../ui/cover/ModeBanner'
import ProductDesk from '../components/product/ProductDesk'
import '../insurance.css'
import { useProduct } from '../queries'

export default function OfferPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const found = useProduct(id)
  const crumbs = [{ label: t('insurance.browse.title'), to: '/e/insurance' }]
  if (found.isPending) return <><PageHeader title={t('insurance.browse.title')} crumbs={crumbs} /><SkeletonRows rows={8} /></>
  if (found.isLoadingError) return <><PageHeader title={t('insurance.browse.title')} crumbs={crumbs} /><ErrorState error={found.error} retry={() => void found.refetch()} /></>
  const product = found.data
  return (
    <>
      <ModeBanner insurer={product.insurer.name} />
      <PageHeader title={product.name} crumbs={[...crumbs, { label: product.name }]} sub={`${product.insurer.name} · ${t(`insurance.line.${product.line}`)} · ${product.number}`} extra={<HandOff product={product} />} />
      <Panel title={t('insurance.browse.for_whom')}><p>{t(`insurance.for_whom.${product.line}`)}</p></Panel>
      <Panel title={t('insurance.product.terms')}><ProductDesk product={product} editing={false} done={() => {}} /></Panel>
      <Panel title={t('insurance.plan.filing')}><FilingFacts of={{ ...product, maker: product.insurer.name }} /></Panel>
    </>
  )
}
