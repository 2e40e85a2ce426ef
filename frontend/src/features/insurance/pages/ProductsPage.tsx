/** `/i/products`: the insurer's products, the newest version of each, drafts too. */
import { PlusOutlined } from '@ant-design/icons'
import { Button, Select, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import Listing from '../../../ui/Listing'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import { StateMark, validity } from '../components/FilingFacts'
import ModeBanner from '../../../ui/cover/ModeBanner'
import '../insurance.css'
import { type Line, LINES, type Product, useProducts } from '../queries'

export default function ProductsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { state, set, clear, filtered } = useListState()
  const line = LINES.find((each) => each === state.line)
  const products = useProducts({ own: true, ...(line ? { line } : {}), ...(state.cursor ? { cursor: state.cursor } : {}) })
  const mayDraft = useMay('draft_tariffs')
  const name = (product: Product) => <Link to={`/i/products/${product.id}`}>{product.name}</Link>
  const columns: TableColumnsType<Product> = [
    { key: 'number', title: t('insurance.product.number'), render: (_, product) => <span className="num">{product.number}</span> },
    { key: 'name', title: t('insurance.product.name'), render: (_, product) => name(product) },
    { key: 'line', title: t('field.line'), render: (_, product) => t(`insurance.line.${product.line}`) },
    { key: 'version', title: t('insurance.product.version'), render: (_, product) => <>{t('insurance.product.version_n', { n: product.version })} <StateMark of={product} /></> },
    { key: 'plan', title: t('insurance.product.plan'), render: (_, product) => product.plan ?? '—' },
    { key: 'filing', title: t('insurance.facts.filing'), render: (_, product) => product.filing?.number ?? '—' },
    { key: 'valid', title: t('insurance.facts.valid'), render: (_, product) => <span className="num">{validity(product, t)}</span> },
  ]
  const fresh = mayDraft && <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate('/i/products/new')}>{t('insurance.products.new')}</Button>
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('insurance.products.title')} sub={t('insurance.products.sub')} extra={fresh} />
      <Panel flush header={
        <Select<Line | ''> aria-label={t('field.line')} className="zi-filter" value={line ?? ''} onChange={(value) => set({ line: value })}
          options={[{ value: '' as const, label: t('insurance.products.all_lines') }, ...LINES.map((value) => ({ value, label: t(`insurance.line.${value}`) }))]} />
      }>
        <Listing asked={products} columns={columns} keyOf={(product) => product.id} clear={filtered ? clear : undefined}
          card={(product) => <>
            <div>{name(product)}</div>
            <div>{t(`insurance.line.${product.line}`)} · {t('insurance.product.version_n', { n: product.version })} <StateMark of={product} /></div>
            <div className="zr-sub">{product.filing?.number ?? t('insurance.state.not_filed')} · {validity(product, t)}</div>
          </>}
          empty={{ title: t('insurance.products.empty'), text: t('insurance.products.empty_text'), action: fresh }} />
      </Panel>
    </>
  )
}
