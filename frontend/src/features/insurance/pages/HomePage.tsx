/** `/i`: what waits for this person at the insurer, what waits for a colleague, what is on offer. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMay, useMe } from '../../../lib/permissions'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import Cards from '../components/Cards'
import DeskQueue, { useOpenSubmissions } from '../components/DeskQueue'
import { validity } from '../components/FilingFacts'
import ModeBanner from '../../../ui/cover/ModeBanner'
import '../insurance.css'
import { type Draft, draftsOf } from '../model/home'
import { usePlans, useProducts } from '../queries'

export default function HomePage() {
  const { t } = useTranslation()
  const me = useMe()
  const plans = usePlans({ limit: 100 })
  const products = useProducts({ own: true, limit: 100 })
  const mayTakeCards = useMay('accept_cards')
  const open = useOpenSubmissions()
  const failed = [plans, products].find((each) => each.isLoadingError)
  const pending = plans.isPending || products.isPending
  const { mine, others } = draftsOf(plans.data?.items ?? [], products.data?.items ?? [], t)
  const offered = (products.data?.items ?? []).filter((each) => each.published_at)
  const figures = [
    ['submissions', open.data?.total, '/i/submissions'], ['todo', mine.length, '/i'], ['drafts', mine.length + others.length, '/i/plans'], ['products', products.data?.total, '/i/products'], ['plans', plans.data?.total, '/i/plans'],
  ] as const
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('insurance.home.title', { name: me.member.name })} sub={t('insurance.home.sub', { insurer: me.organisation.name })} />
      {failed && <ErrorState compact error={failed.error} retry={() => void Promise.all([plans.refetch(), products.refetch()])} />}
      <div className="zi-figures">
        {figures.map(([key, value, to]) => <Link key={key} to={to}><span className="zr-sub">{t(`insurance.home.figure.${key}`)}</span><strong className="num">{pending || value === undefined ? '…' : value}</strong></Link>)}
      </div>
      <DeskQueue />
      <Panel title={t('insurance.home.todo')} flush>
        {pending && <SkeletonRows rows={3} />}
        {!pending && mine.length === 0 && <EmptyState title={t('insurance.home.todo_empty')} text={t('insurance.home.todo_empty_text')} action={<Link to="/i/products">{t('insurance.home.all_products')}</Link>} />}
        <Drafts rows={mine} verb={t('insurance.home.publish')} primary />
      </Panel>
      <Panel title={t('insurance.home.waiting')} flush>
        {pending && <SkeletonRows rows={2} />}
        {!pending && others.length === 0 && <EmptyState title={t('insurance.home.waiting_empty')} />}
        <Drafts rows={others} verb={t('insurance.home.read')} />
      </Panel>
      <Panel title={t('insurance.home.in_force')} flush extra={<Link to="/i/products">{t('insurance.home.all_products')}</Link>}>
        {pending && <SkeletonRows rows={3} />}
        {!pending && offered.length === 0 && <EmptyState title={t('insurance.home.in_force_empty')} />}
        <ul className="zi-list">
          {offered.map((each) => (
            <li key={each.id}>
              <span><Link to={`/i/products/${each.id}`}>{each.name}</Link><span className="zr-sub">{t(`insurance.line.${each.line}`)} · {each.filing?.number}</span></span>
              <span className="zr-sub num">{validity(each, t)}</span>
            </li>
          ))}
        </ul>
      </Panel>
      {mayTakeCards && <Cards />}
    </>
  )
}

function Drafts({ rows, verb, primary = false }: { rows: readonly Draft[]; verb: string; primary?: boolean }) {
  const { t } = useTranslation()
  return (
    <ul className="zi-list">
      {rows.map((each, n) => (
        <li key={each.to + each.title}>
          <span><Link to={each.to}>{each.title}</Link><span className="zr-sub">{t('insurance.home.by', { name: each.maker, at: each.at ? formatDateTime(each.at) : '—' })}</span></span>
          <Link to={each.to} aria-label={`${verb}${t('common.colon')}${each.title}`}><Button tabIndex={-1} type={primary && n === 0 ? 'primary' : 'default'}>{verb}</Button></Link>
        </li>
      ))}
    </ul>
  )
}
