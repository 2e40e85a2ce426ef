/** `/b/products`: the bank's products on offer, each with the papers that it asks for. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import Mark from '../../../../ui/Mark'
import PageHeader from '../../../../ui/PageHeader'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import '../bank.css'
import { ProductPapers } from '../components/ProductPapers'
import { useOwnProducts } from '../products'

export default function ProductsPage() {
  const { t } = useTranslation()
  const products = useOwnProducts()
  return (
    <>
      <PageHeader title={t('bank.products.title')} sub={t('bank.products.sub')} />
      {products.isPending && <SkeletonRows rows={6} />}
      {products.isError && <ErrorState error={products.error} retry={() => void products.refetch()} />}
      {products.data?.items.length === 0 && <EmptyState title={t('bank.products.none')} />}
      {products.data?.items.map((each) => (
        <Panel key={each.id} title={<Link to={`/b/products/${each.id}`}>{each.name}</Link>} sub={each.number}
          extra={<Mark tone="success">{t('bank.products.in_force', { n: each.version })}</Mark>}>
          <ProductPapers papers={each.checklist} />
        </Panel>
      ))}
    </>
  )
}
