/** `/b/pledges`: the bank's pledges by where they stand, and its own book. */
import { SearchOutlined } from '@ant-design/icons'
import { Button, Input, Tabs } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { formatDate, today } from '../../../lib/dates'
import { useNarrow } from '../../../lib/useNarrow'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import { Book } from '../components/Book'
import { type PledgeRow, VIEWS, type View, nextDate, statesOf } from '../model'
import { PAGE, savePledges, usePledges } from '../queries'
import '../registry.css'

const SETTLE_MS = 300

export default function PledgeListPage() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const view = VIEWS.find((each) => each === params.get('view')) ?? 'open'
  const q = params.get('q') ?? ''
  const cursor = params.get('cursor')
  const wanted = { state: statesOf(view), ...(q ? { q } : {}) }
  const list = usePledges(
    { ...wanted, limit: PAGE, ...(cursor ? { cursor } : {}) }, view !== 'book',
  )
  const items = list.data?.items ?? []
  const change = (part: { view?: View; q?: string }) => {
    const next = new URLSearchParams()
    const chosen = { view, q, ...part }
    if (chosen.view !== 'open') next.set('view', chosen.view)
    if (chosen.q) next.set('q', chosen.q)
    setParams(next, { replace: part.view === undefined })
  }
  return (
    <>
      <PageHeader title={t('registry.list.title')} sub={view !== 'book' && list.data ? t('registry.list.subtitle', { n: list.data.total }) : undefined} />
      <div className="zp-card" aria-busy={list.isFetching}>
        <div className="zp-tabs">
          <Tabs activeKey={view} onChange={(key) => change({ view: key as View })} aria-label={t('registry.list.tabs_label')}
            items={VIEWS.map((key) => ({ key, label: t(`registry.list.${key}`) }))} />
        </div>
        {view === 'book' ? <Book cursor={cursor} /> : (
          <>
            <div className="zp-tool zr-filters">
              <div role="search"><Search q={q} onSearch={(typed) => change({ q: typed })} /></div>
              <ExportButton ask={() => savePledges(wanted)} fileName={t('registry.list.file')} long={{ list: 'pledges', format: 'xlsx', filters: wanted }} />
            </div>
            {list.isPending && <SkeletonRows rows={8} />}
            {list.isLoadingError && <ErrorState compact error={list.error} retry={() => void list.refetch()} />}
            {list.isSuccess && items.length === 0 && <Nothing filtered={q !== '' || view !== 'all'} clear={() => change({ view: 'all', q: '' })} />}
            {items.length > 0 && <Rows items={items} />}
          </>
        )}
      </div>
      {view !== 'book' && list.data && <Pager next={list.data.next} total={list.data.total} />}
    </>
  )
}

function Search({ q, onSearch }: { q: string; onSearch: (typed: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(q)
  useEffect(() => setTyped(q), [q])
  useEffect(() => {
    if (typed.trim() === q) return undefined
    const timer = setTimeout(() => onSearch(typed.trim()), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed, q, onSearch])
  return (
    <Input value={typed} onChange={(event) => setTyped(event.target.value)} allowClear style={{ maxWidth: 360 }}
      prefix={<SearchOutlined aria-hidden />} placeholder={t('registry.list.search')} aria-label={t('registry.list.search_label')} />
  )
}

function Nothing({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  const { t } = useTranslation()
  if (filtered)
    return (
      <EmptyState title={t('registry.list.filtered_title')} text={t('registry.list.filtered_text')}
        action={<Button onClick={clear}>{t('registry.list.clear')}</Button>} />
    )
  return (
    <EmptyState title={t('registry.list.empty_title')} text={t('registry.list.empty_text')}
      action={<Link to="/b/queue">{t('registry.list.to_queue')}</Link>} />
  )
}

function Verified({ row }: { row: PledgeRow }) {
  const { t } = useTranslation()
  // Of what was registered elsewhere the bank has nothing to verify.
  if (row.registration_number === null || (row.made_elsewhere && !row.bank_verified)) return <>—</>
  return row.bank_verified
    ? <Mark tone="success">{t('registry.list.verified_yes')}</Mark>
    : <Mark tone="warning">{t('registry.list.verified_no')}</Mark>
}

function Due({ row }: { row: PledgeRow }) {
  const { t } = useTranslation()
  const next = nextDate(row)
  if (next === null) return '—'
  return <span className={next.date < today() ? 'late' : undefined}>{t(`registry.list.${next.words}`, { date: next.date })}</span>
}

function Rows({ items }: { items: readonly PledgeRow[] }) {
  const { t } = useTranslation()
  const narrow = useNarrow(760)
  if (narrow)
    return (
      <ul className="zp-cards">
        {items.map((row) => (
          <li key={row.id}>
            <div><Link to={`/b/pledges/${row.id}`}><strong>{row.pledgor_name}</strong></Link><Money fen={row.secured_fen} /></div>
            <div><StatusTag subject="pledge" state={row.state} /><span className="zp-small">{t('registry.list.rights_n', { n: row.right_count })}</span></div>
            <div><span className="zp-small">{row.number} {row.registration_number}</span><Verified row={row} /></div>
            {nextDate(row) && <div><Due row={row} /></div>}
          </li>
        ))}
      </ul>
    )
  const columns = ['number', 'firm', 'amount', 'rights', 'state', 'due', 'registration', 'verified', 'created'] as const
  return (
    <div className="zp-scroll" tabIndex={0} role="region" aria-label={t('registry.list.title')}>
      <table className="zp-table">
        <thead>
          <tr>{columns.map((each) => <th key={each} scope="col" className={each === 'amount' ? 'zp-num' : undefined}>{t(`registry.list.${each}`)}</th>)}</tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={row.id}>
              <td className="zp-nowrap"><Link to={`/b/pledges/${row.id}`}>{row.number}</Link></td>
              <td>{row.pledgor_name}{row.made_elsewhere && <span className="zp-small zp-block">{t('registry.list.elsewhere')}</span>}</td>
              <td className="zp-num"><Money fen={row.secured_fen} bare /></td>
              <td className="zp-nowrap">{t('registry.list.rights_n', { n: row.right_count })}</td>
              <td><StatusTag subject="pledge" state={row.state} /></td>
              <td className="zp-nowrap"><Due row={row} /></td>
              <td className="zp-nowrap">{row.registration_number ?? '—'}{row.registered_on && <span className="zp-small zp-block">{row.registered_on}</span>}</td>
              <td><Verified row={row} /></td>
              <td className="zp-nowrap">{formatDate(row.created_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
