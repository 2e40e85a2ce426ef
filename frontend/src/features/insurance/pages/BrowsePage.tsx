/** `/e/insurance`: what insurers offer to firms: facts, for whom, by which filing; no premium is reckoned here. */
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { validity } from '../components/FilingFacts'
import ModeBanner from '../../../ui/cover/ModeBanner'
import '../insurance.css'
import { at, type Doc } from '../model/doc'
import { territoryWords } from '../model/plan'
import { mostOf, said, territoriesOf } from '../model/product'
import { type Line, LINES, type Product, useProducts } from '../queries'
import { useMode } from '../../../ui/cover/useMode'

export default function BrowsePage() {
  const { t } = useTranslation()
  const { state, set, clear } = useListState()
  const navigate = useNavigate()
  const mode = useMode()
  const may = useMay('prepare') && mode.data !== undefined && mode.data.mode !== 'info_only'
  const line = LINES.find((each) => each === state.line)
  const products = useProducts({ ...(line ? { line } : {}), ...(state.cursor ? { cursor: state.cursor } : {}) })
  const options = [{ value: '' as const, label: t('insurance.products.all_lines') }, ...LINES.map((value) => ({ value, label: t(`insurance.line.${value}`) }))]
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('insurance.browse.title')} sub={t('insurance.browse.sub')}
        extra={may && <Button type="primary" onClick={() => void navigate(`/e/insurance/new${line ? `?line=${line}` : ''}`)}>{t('insurance.proposal.new')}</Button>} />
      <div className="zi-lines">
        <Segmented<Line | ''> aria-label={t('field.line')} value={line ?? ''} options={options} onChange={(value) => set({ line: value })} />
      </div>
      {line && <p>{t(`insurance.for_whom.${line}`)}</p>}
      {products.isPending && <SkeletonRows rows={6} />}
      {products.isLoadingError && <ErrorState error={products.error} retry={() => void products.refetch()} />}
      {products.data?.items.length === 0 && (
        <EmptyState title={t('insurance.browse.empty')} text={t('insurance.browse.empty_text')} action={line && <Link to="/e/insurance" onClick={clear}>{t('insurance.products.all_lines')}</Link>} />
      )}
      <div className="zi-halves">{products.data?.items.map((each) => <Card key={each.id} product={each} />)}</div>
      {products.data && products.data.items.length > 0 && <Pager next={products.data.next} total={products.data.total} />}
    </>
  )
}

function Card({ product }: { product: Product }) {
  const { t } = useTranslation()
  const terms = product.terms as Doc
  const language = t('common.lang')
  return (
    <Panel title={<Link to={`/e/insurance/products/${product.id}`}>{product.name}</Link>} extra={<Mark tone="info">{t(`insurance.line.${product.line}`)}</Mark>}>
      <p>{said(at(terms, 'fact_sheet.insured'), language)}</p>
      <dl className="zr-facts">
        <div><dt>{t('field.insurer_id')}</dt><dd>{product.insurer.name}</dd></div>
        <div><dt>{t('insurance.browse.for_whom')}</dt><dd>{t(`insurance.for_whom.${product.line}`)}</dd></div>
        <div><dt>{t('insurance.browse.where')}</dt><dd>{territoriesOf(terms).map((each) => territoryWords(each, t)).join(t('common.sep'))}</dd></div>
        <div><dt>{t('insurance.browse.most')}</dt><dd><Money fen={mostOf(terms)} /></dd></div>
        <div><dt>{t('insurance.facts.filing')}</dt><dd>{product.filing?.number}</dd></div>
        <div><dt>{t('insurance.facts.valid')}</dt><dd className="num">{validity(product, t)}</dd></div>
      </dl>
    </Panel>
  )
}
