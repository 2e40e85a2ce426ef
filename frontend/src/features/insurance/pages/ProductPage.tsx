/** `/i/products/:id`: one product of the insurer: its newest version, its draft, its history. */
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { useListState } from '../../../lib/useListState'
import FilingFacts, { StateMark, validity } from '../components/FilingFacts'
import FilingForm from '../components/FilingForm'
import ModeBanner from '../../../ui/cover/ModeBanner'
import ProductDesk from '../components/product/ProductDesk'
import '../insurance.css'
import { type Product, useInsuranceProductActs, usePlans, useProduct, useProductVersions } from '../queries'

export default function ProductPage() {
  const { t } = useTranslation()
  const { id = 'new' } = useParams()
  const isNew = id === 'new'
  const found = useProduct(isNew ? null : id)
  const product = found.data
  const mayDraft = useMay('draft_tariffs')
  const [editing, setEditing] = useState(false)
  const title = isNew ? t('insurance.products.new') : (product?.name ?? t('insurance.products.title'))
  const header = (
    <>
      <ModeBanner />
      <PageHeader title={title} mark={product && <StateMark of={product} />} sub={product && `${product.number} · ${t(`insurance.line.${product.line}`)}`}
        crumbs={[{ label: t('insurance.products.title'), to: '/i/products' }, { label: title }]}
        extra={product && mayDraft && !editing && <Button type="primary" onClick={() => setEditing(true)}>{t('insurance.product.edit')}</Button>} />
    </>
  )
  if (isNew) return <>{header}<Panel title={t('insurance.product.terms')}>{mayDraft ? <ProductDesk product={null} editing done={() => {}} /> : <p>{t('insurance.product.no_right')}</p>}</Panel></>
  if (found.isPending) return <>{header}<SkeletonRows rows={8} /></>
  if (found.isLoadingError || !product) return <>{header}<ErrorState error={found.error} retry={() => void found.refetch()} /></>
  return (
    <>
      {header}
      <Panel title={t('insurance.product.version_n', { n: product.version })} extra={<Publish product={product} />}>
        <FilingFacts of={product} />
        <p>{product.plan ? t('insurance.product.rated_by', { code: product.plan }) : t('insurance.product.not_rated')}</p>
      </Panel>
      <Panel title={t('insurance.product.terms')}>
        <ProductDesk key={`${product.version}-${editing}`} product={product} editing={editing} done={() => setEditing(false)} />
      </Panel>
      <Versions product={product} />
    </>
  )
}

function Publish({ product }: { product: Product }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { publish } = useInsuranceProductActs()
  const mayPublish = useMay('publish_tariffs')
  const plans = usePlans({ limit: 100 })
  if (product.published_at) return null
  if (!product.allowed_actions.includes('publish')) return <p className="zr-sub">{t(mayPublish ? 'insurance.plan.own_draft' : 'insurance.plan.another')}</p>
  const codes = plans.data?.items.filter((each) => each.published_at).map((each) => each.code) ?? []
  return (
    <FilingForm key={codes.join()} label={t('insurance.product.publish')} title={t('insurance.product.publish_of', { name: product.name, n: product.version })} text={t('insurance.product.publish_text')} plans={codes}
      run={async (filing, plan) => {
        await publish.mutateAsync({ id: product.id, body: { ...filing, n: product.version, plan } })
        void message.success(t('insurance.product.published'))
      }} />
  )
}

function Versions({ product }: { product: Product }) {
  const { t } = useTranslation()
  const { state } = useListState()
  const versions = useProductVersions(product.id, state.cursor)
  const columns = ['version', 'wording', 'filing', 'valid', 'maker', 'published'] as const
  const cell = (key: string) => t(`insurance.product.column.${key}`)
  return (
    <Panel title={t('insurance.product.history')} flush>
      {versions.isPending && <SkeletonRows rows={3} />}
      {versions.isLoadingError && <ErrorState compact error={versions.error} retry={() => void versions.refetch()} />}
      {versions.data && (
        <>
          <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('insurance.product.history')}>
            <table className="zi-table zr-table-cards">
              <thead><tr>{columns.map((each) => <th key={each} scope="col">{cell(each)}</th>)}</tr></thead>
              <tbody>
                {versions.data.items.map((each) => (
                  <tr key={each.version_id}>
                    <td data-label={cell('version')}><span>{t('insurance.product.version_n', { n: each.version })} <StateMark of={each} /></span></td>
                    <td data-label={cell('wording')}>{String((each.terms as { wording?: { version?: string } }).wording?.version ?? '—')}</td>
                    <td data-label={cell('filing')}>{each.filing?.number ?? '—'}</td>
                    <td data-label={cell('valid')} className="num">{validity(each, t)}</td>
                    <td data-label={cell('maker')}>{each.maker}</td>
                    <td data-label={cell('published')} className="num">{each.published_at ? formatDateTime(each.published_at) : '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager next={versions.data.next} total={versions.data.total} />
        </>
      )}
    </Panel>
  )
}
