/** `/b/products/:id`: a product's terms and checklist in force, the drafts of its next version, its capacity, every version. */
import { App, Button } from 'antd'
import dayjs from 'dayjs'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { formatDateTime, today } from '../../../../lib/dates'
import { useMay } from '../../../../lib/permissions'
import ConfirmAction from '../../../../ui/ConfirmAction'
import { DayField } from '../../../../ui/DayField'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import Mark from '../../../../ui/Mark'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import Capacities from '../../shelf/components/Capacities'
import ProductHead from '../../shelf/components/ProductHead'
import VersionWords from '../../shelf/components/VersionWords'
import { useOwnProduct } from '../../shelf/queries'
import '../../shelf/shelf.css'
import '../bank.css'
import ChecklistEditor from '../components/ChecklistEditor'
import { ProductPapers } from '../components/ProductPapers'
import { besides, coming, inForce, newest, openDrafts, useProductActs, useVersions, type Version } from '../products'

export default function ProductPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const versions = useVersions(id)
  const product = useOwnProduct(id)
  const mayDraft = useMay('work_applications')
  const [editing, setEditing] = useState(false)
  if (product.isLoadingError || versions.isLoadingError) return <ErrorState error={product.error ?? versions.error} retry={() => void versions.refetch()} />
  if (!product.data || !versions.data) return <SkeletonRows rows={6} />
  const now = inForce(versions.data)
  const drafts = openDrafts(versions.data)
  const next = coming(versions.data)
  return (
    <>
      <ProductHead product={product.data} />
      {now && <VersionWords product={id} n={now.n} />}
      <Panel title={now ? t('bank.products.in_force', { n: now.n }) : t('bank.products.nothing_in_force')}
        sub={now && t('bank.products.two', { maker: now.maker, approver: now.approver, at: formatDateTime(now.published_at ?? '') })}
        extra={mayDraft && now && !editing && <Button type="primary" onClick={() => setEditing(true)}>{t('bank.products.edit')}</Button>}>
        {editing && now ? <ChecklistEditor product={id} from={newest(versions.data) ?? now} close={() => setEditing(false)} /> : now && (
          <>
            <ProductPapers papers={now.checklist} />
            {now.guarantee_required && <Asked />}
          </>
        )}
      </Panel>
      {next.map((each) => <VersionWords key={each.id} product={id} n={each.n} from={each.effective_on ?? ''} />)}
      <Panel title={t('bank.products.drafts')} sub={t('bank.products.drafts_sub')}>
        {drafts.length === 0 && <EmptyState title={t('bank.products.no_draft')} />}
        {drafts.map((each) => <Draft key={each.id} product={id} draft={each} now={now} />)}
      </Panel>
      <Capacities product={id} mayOpen={product.data.allowed_actions.includes('capacity')} />
      <Panel title={t('bank.products.history')} flush>
        <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('bank.products.history')}>
          <table className="zb-versions zr-table-cards">
            <thead>
              <tr>{(['version', 'papers', 'maker', 'approver', 'published'] as const).map((each) => <th key={each} scope="col">{t(`bank.products.column.${each}`)}</th>)}</tr>
            </thead>
            <tbody>{versions.data.map((each) => <Row key={each.id} product={id} version={each} mayDraft={mayDraft} state={stateOf(each, now, next, drafts)} />)}</tbody>
          </table>
        </div>
      </Panel>
    </>
  )
}

function stateOf(version: Version, now: Version | undefined, next: Version[], drafts: Version[]): 'now' | 'coming' | 'recalled' | 'before' | 'draft' | 'overtaken' {
  if (version.n === now?.n) return 'now'
  if (next.includes(version)) return 'coming'
  if (version.recall !== null) return 'recalled'
  if (version.published_at !== null) return 'before'
  return drafts.includes(version) ? 'draft' : 'overtaken'
}

function Row({ product, version, mayDraft, state }: { product: string; version: Version; mayDraft: boolean; state: ReturnType<typeof stateOf> }) {
  const { t } = useTranslation()
  const required = version.checklist.filter((each) => each.required).length
  const cell = (key: string) => t(`bank.products.column.${key}`)
  return (
    <tr>
      <td data-label={cell('version')}>
        <span>{t('bank.documents.version', { n: version.n })} <Mark tone={state === 'now' ? 'success' : 'neutral'}>{t(`bank.products.state.${state}`)}</Mark></span>
      </td>
      <td data-label={cell('papers')} className="num">{t('bank.products.count', { n: version.checklist.length, required })}</td>
      <td data-label={cell('maker')}>{version.maker}</td>
      <td data-label={cell('approver')}>{version.approver ?? '—'}</td>
      <td data-label={cell('published')} className="num">
        <div>
          {version.published_at ? formatDateTime(version.published_at) : '—'}
          {version.effective_on && !version.recall && <div className="zr-sub">{t('bank.products.from_day', { on: version.effective_on })}</div>}
          {version.recall && <div className="zr-sub">{t('bank.products.recalled_by', { by: version.recall.by, at: formatDateTime(version.recall.at), reason: version.recall.reason })}</div>}
          {version.recall && mayDraft && <Link to={`/b/products/${product}/terms?from=${version.n}`}>{t('bank.products.draft_anew')}</Link>}
        </div>
      </td>
    </tr>
  )
}

function Asked({ fresh = false }: { fresh?: boolean }) {
  const { t } = useTranslation()
  return <p>{t('bank.products.guarantee')} {fresh && <Mark tone="info">{t('bank.products.fresh')}</Mark>}</p>
}

function Draft({ product, draft, now }: { product: string; draft: Version; now: Version | undefined }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { publish } = useProductActs(product)
  const [day, setDay] = useState<string>()
  const field = useId()
  const before = now?.checklist ?? []
  return (
    <section className="zb-draft" aria-label={t('bank.products.draft_of', { n: draft.n, name: draft.maker })}>
      <h3>{t('bank.products.draft_of', { n: draft.n, name: draft.maker })}</h3>
      <VersionWords product={product} n={draft.n} simulated />
      <ProductPapers papers={draft.checklist} fresh={besides(draft.checklist, before)} gone={besides(before, draft.checklist)} />
      {draft.guarantee_required && <Asked fresh={!now?.guarantee_required} />}
      {!draft.guarantee_required && now?.guarantee_required && <p><del>{t('bank.products.guarantee')}</del> <Mark tone="danger">{t('bank.products.gone')}</Mark></p>}
      {draft.allowed_actions.includes('publication')
        ? (
          <>
            <div className="zr-field">
              <label htmlFor={field}>{t('bank.products.day')}</label>
              <DayField id={field} value={day} from={dayjs(today()).add(1, 'day').format('YYYY-MM-DD')} onChange={setDay} />
            </div>
            <ConfirmAction label={t('bank.products.publish')} title={t('bank.products.publish_of', { n: draft.n })} button={{ type: 'primary' }}
              text={day ? t('bank.products.publish_on_text', { on: day }) : t('bank.products.publish_text')}
              run={() => publish.mutateAsync({ n: draft.n, effective_on: day ?? null })}
              onDone={() => void message.success(day ? t('bank.products.published_from', { on: day }) : t('bank.products.published'))} />
          </>
        )
        : !draft.must_simulate && <p className="zr-sub">{t('bank.products.another')}</p>}
    </section>
  )
}
