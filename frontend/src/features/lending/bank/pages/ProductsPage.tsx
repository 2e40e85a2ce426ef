/** `/b/products`: the bank's shelf: every product, drafts and suspended ones too. */
import { App, Button } from 'antd'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { formatFen } from '../../../../lib/fen'
import { saveFile } from '../../../../lib/saveFile'
import { useMay } from '../../../../lib/permissions'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import FormProblem from '../../../../ui/FormProblem'
import ListExportButton from '../../../../ui/ListExportButton'
import PageHeader from '../../../../ui/PageHeader'
import Pager from '../../../../ui/Pager'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import ProductMarks from '../../shelf/components/ProductMarks'
import type { OwnProduct } from '../../shelf/model'
import { fetchSchema, useShelf, useShelfActs } from '../../shelf/queries'
import '../../shelf/shelf.css'
import '../bank.css'

const COLUMNS = ['product', 'state', 'amount', 'mandate', 'capacity'] as const

export default function ProductsPage() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const shelf = useShelf(params.get('cursor') || undefined)
  const mayDraft = useMay('work_applications')
  return (
    <>
      <PageHeader title={t('bank.products.title')} sub={t('shelf.sub')} extra={<>
        <ListExportButton list="loan_products" />
        {mayDraft && <Button type="primary" onClick={() => void navigate('/b/products/new')}>{t('shelf.new')}</Button>}
      </>} />
      {shelf.isPending && <SkeletonRows rows={6} />}
      {shelf.isLoadingError && <ErrorState error={shelf.error} retry={() => void shelf.refetch()} />}
      {shelf.data?.items.length === 0 && <EmptyState title={t('shelf.none')} text={t('shelf.none_text')} />}
      {shelf.data && shelf.data.items.length > 0 && (
        <Panel flush>
          <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('bank.products.title')}>
            <table className="zs-table zr-table-cards">
              <thead><tr>{COLUMNS.map((each) => <th key={each} scope="col">{t(`shelf.column.${each}`)}</th>)}</tr></thead>
              <tbody>{shelf.data.items.map((each) => <Row key={each.id} product={each} />)}</tbody>
            </table>
          </div>
          <Pager next={shelf.data.next} total={shelf.data.total} />
        </Panel>
      )}
      {mayDraft && <Files />}
    </>
  )
}

function Row({ product }: { product: OwnProduct }) {
  const { t } = useTranslation()
  const cell = (key: (typeof COLUMNS)[number]) => t(`shelf.column.${key}`)
  return (
    <tr>
      <td data-label={cell('product')}>
        <Link to={`/b/products/${product.id}`}>{product.name}</Link>
        <span className="zb-small num">{product.number}</span>
      </td>
      <td data-label={cell('state')}><ProductMarks product={product} /></td>
      <td data-label={cell('amount')} className="num">{product.min_fen === null ? '—' : t('bank.verdict.between', { a: formatFen(product.min_fen, t), b: formatFen(product.cap_fen, t) })}</td>
      <td data-label={cell('mandate')} className="num">{product.mandate_from === null ? '—' : t('shelf.capacity.from_to', { a: product.mandate_from, b: product.mandate_to })}</td>
      <td data-label={cell('capacity')} className="num">
        {product.capacity_fen === null ? t('shelf.capacity.nothing') : t('shelf.capacity.left', { x: formatFen(product.capacity_fen - (product.used_fen ?? 0), t), on: product.capacity_to })}
      </td>
    </tr>
  )
}

/** A product as a document: brought from a file, and what such a file looks like. */
function Files() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { bring } = useShelfActs('')
  const [broken, setBroken] = useState(false)
  const take = async (file: File | undefined) => {
    setBroken(false)
    bring.reset()
    if (!file) return
    let document: unknown
    try {
      document = JSON.parse(await file.text())
    } catch {
      setBroken(true)
      return
    }
    bring.mutate(document, {
      onSuccess: (made) => {
        void message.success(t('shelf.form.saved'))
        void navigate(`/b/products/${made.product_id}`)
      },
    })
  }
  const giveSchema = async () => saveFile(new Blob([JSON.stringify(await fetchSchema(), null, 2)], { type: 'application/schema+json' }), 'loan-product.schema.json')
  return (
    <Panel title={t('shelf.file.title')} sub={t('shelf.file.sub')}>
      <input id={id} ref={input} type="file" accept=".json,application/json" className="zr-hidden" tabIndex={-1} aria-label={t('shelf.file.bring')} onChange={(event) => {
        void take(event.target.files?.[0])
        event.target.value = ''
      }} />
      <div className="zb-acts">
        <Button loading={bring.isPending} onClick={() => input.current?.click()}>{t('shelf.file.bring')}</Button>
        <Button onClick={() => void giveSchema()}>{t('shelf.file.schema')}</Button>
      </div>
      {broken && <p className="field-error" role="alert">{t('shelf.file.broken')}</p>}
      <FormProblem error={bring.error} />
    </Panel>
  )
}
