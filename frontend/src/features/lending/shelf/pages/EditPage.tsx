/** `/b/products/new`, `/b/products/:id/terms`: a new product, or the whole terms of its next version, with a preview in words. */
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { today } from '../../../../lib/dates'
import { useKeptDraft } from '../../../../lib/useKeptDraft'
import ErrorState from '../../../../ui/ErrorState'
import FormProblem from '../../../../ui/FormProblem'
import PageHeader from '../../../../ui/PageHeader'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import '../../bank/bank.css'
import InWords from '../components/InWords'
import TermsForm from '../components/TermsForm'
import { TextField } from '../components/fields'
import { blank, missing, sent, type Terms } from '../model'
import { useOwnProduct, useOwnVersion, useShelfActs } from '../queries'
import '../shelf.css'

export default function EditPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const product = useOwnProduct(id)
  const [params] = useSearchParams()
  const asked = Number(params.get('from')) || null
  const stands = product.data && (product.data.coming_n ?? product.data.published_n ?? product.data.draft_n ?? 1)
  const from = asked ?? stands ?? null
  const version = useOwnVersion(id, from)
  const crumbs = [{ label: t('bank.products.title'), to: '/b/products' }]
  if (id === '') return <><PageHeader title={t('shelf.new')} crumbs={crumbs} /><Desk id="" name="" from={blank(today())} again={null} /></>
  const name = product.data?.name ?? t('bank.products.title')
  const header = <PageHeader title={t('shelf.change_terms')} sub={name} crumbs={[...crumbs, { label: name, to: `/b/products/${id}` }]} />
  if (product.isLoadingError || version.isLoadingError) return <>{header}<ErrorState error={product.error ?? version.error} retry={() => void product.refetch()} /></>
  if (!version.data) return <>{header}<SkeletonRows rows={8} /></>
  return <>{header}<Desk key={from} id={id} name={name} from={version.data.terms} again={asked} /></>
}

/** `again`: the number of the version that is drafted anew, where one was chosen. */
function Desk({ id, name, from, again }: { id: string; name: string; from: Terms; again: number | null }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const { create, draft } = useShelfActs(id)
  const kept = useKeptDraft(`product:${id || 'new'}${again === null ? '' : `:${again}`}`, { name, terms: from })
  const [round, setRound] = useState(0)
  const [tried, setTried] = useState(false)
  const { name: called, terms } = kept.value
  const short = missing(called, terms)
  const busy = create.isPending || draft.isPending
  const send = () => {
    setTried(true)
    if (short.length > 0) return
    const done = (product: string) => {
      void message.success(t('shelf.form.saved'))
      void navigate(`/b/products/${product}`)
    }
    const ready = sent(terms, today())
    if (id === '') create.mutate({ name: called, terms: ready }, { onTaken: kept.drop, onSuccess: (made) => done(made.product_id) })
    else draft.mutate(ready, { onTaken: kept.drop, onSuccess: () => done(id) })
  }
  return (
    <div className="zs-desk">
      <form className="zs-form" noValidate onSubmit={(event) => {
        event.preventDefault()
        send()
      }}>
        {kept.restoredAt && (
          <p className="zr-sub">{t('shelf.form.restored', { at: kept.restoredAt })} <Button size="small" onClick={() => {
            kept.reset()
            setRound(round + 1)
          }}>{t('shelf.form.begin_again')}</Button></p>
        )}
        {id === '' && <Panel title={t('shelf.form.name')}><TextField label={t('shelf.field.name')} max={120} value={called} onChange={(next) => kept.set({ name: next, terms })} /></Panel>}
        <TermsForm key={round} terms={terms} onChange={(next) => kept.set({ name: called, terms: next })} />
        {tried && short.length > 0 && <div role="alert"><ul className="zs-short">{short.map((each) => <li key={each}>{t(`shelf.missing.${each}`)}</li>)}</ul></div>}
        <FormProblem error={create.error ?? draft.error} />
        <div className="zb-acts">
          <Button type="primary" htmlType="submit" loading={busy}>{t('shelf.form.save')}</Button>
          <Button onClick={() => void navigate(id === '' ? '/b/products' : `/b/products/${id}`)}>{t('common.cancel')}</Button>
          {kept.keptAt && <span className="zr-sub">{t('shelf.form.kept', { at: kept.keptAt })}</span>}
        </div>
      </form>
      <aside aria-label={t('shelf.preview')}><InWords terms={terms} title={t('shelf.preview')} sub={t('shelf.preview_sub')} /></aside>
    </div>
  )
}
