/** Where a product stands: on the shelf, drafted, suspended, its mandate over. */
import { useTranslation } from 'react-i18next'
import { today } from '../../../../lib/dates'
import Mark from '../../../../ui/Mark'
import type { OwnProduct } from '../model'

export default function ProductMarks({ product }: { product: OwnProduct }) {
  const { t } = useTranslation()
  const day = today()
  const held = product.mandate_from !== null && product.mandate_to !== null && product.mandate_from <= day && day <= product.mandate_to
  return (
    <span className="zs-marks">
      {product.suspension !== null && <Mark tone="warning">{t('shelf.mark.suspended')}</Mark>}
      {product.published_n !== null && <Mark tone={product.suspension === null && held ? 'success' : 'neutral'}>{t('bank.products.in_force', { n: product.published_n })}</Mark>}
      {product.published_n !== null && !held && <Mark tone="warning">{t('shelf.mark.no_mandate')}</Mark>}
      {product.coming_n !== null && <Mark tone="info">{t('shelf.mark.coming', { n: product.coming_n, on: product.coming_on })}</Mark>}
      {product.draft_n !== null && <Mark tone="pending">{t('shelf.mark.draft', { n: product.draft_n })}</Mark>}
    </span>
  )
}
