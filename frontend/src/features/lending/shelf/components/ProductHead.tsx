/** A product's name, state and what may be done with the whole of it. */
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { formatDateTime } from '../../../../lib/dates'
import ConfirmAction from '../../../../ui/ConfirmAction'
import PageHeader from '../../../../ui/PageHeader'
import type { OwnProduct } from '../model'
import { useShelfActs } from '../queries'
import ProductMarks from './ProductMarks'

export default function ProductHead({ product }: { product: OwnProduct }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const { suspend, resume } = useShelfActs(product.id)
  const may = (action: string) => product.allowed_actions.includes(action)
  return (
    <>
      <PageHeader title={product.name} mark={<ProductMarks product={product} />} sub={product.number} crumbs={[{ label: t('bank.products.title'), to: '/b/products' }, { label: product.name }]}
        extra={
          <div className="zb-acts">
            {may('suspension') && product.published_n !== null && (
              <ConfirmAction label={t('shelf.suspend')} title={t('shelf.suspend_of', { name: product.name })} text={t('shelf.suspend_text')} asks="reason" run={(reason) => suspend.mutateAsync(reason)}
                onDone={() => void message.success(t('shelf.suspended'))} />
            )}
            {may('resumption') && (
              <ConfirmAction label={t('shelf.resume')} title={t('shelf.resume_of', { name: product.name })} text={t('shelf.resume_text')} run={() => resume.mutateAsync()}
                onDone={() => void message.success(t('shelf.resumed'))} />
            )}
            {may('draft') && <Button onClick={() => void navigate(`/b/products/${product.id}/terms`)}>{t('shelf.change_terms')}</Button>}
          </div>
        } />
      {product.suspension && (
        <p className="zr-problem" role="status">
          {t('shelf.suspended_by', { by: product.suspension.by, at: formatDateTime(product.suspension.at), reason: product.suspension.reason })}
          {!may('resumption') && ` ${t('shelf.another_resumes')}`}
        </p>
      )}
    </>
  )
}
