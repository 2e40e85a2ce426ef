/** `/e/vault/consents`: consent receipts, given and received. */
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ListExportButton from '../../../ui/ListExportButton'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { Until } from '../components/Consents'
import type { Receipt } from '../model'
import { useBase, useReceipts } from '../queries'

const LIVE = { all: undefined, live: true, ended: false } as const

export default function ConsentsPage() {
  const { t } = useTranslation()
  const { state, set, clear } = useListState()
  const given = state.side !== 'received'
  const standing = state.live === 'live' || state.live === 'ended' ? state.live : 'all'
  const live = LIVE[standing]
  const list = useReceipts({ given, ...(live === undefined ? {} : { live }), ...(state.cursor ? { cursor: state.cursor } : {}) })
  const items = list.data?.items ?? []
  return (
    <>
      <PageHeader title={t('vault.title')} sub={t('vault.sub')} extra={<ListExportButton list="consent_receipts" filters={{ given, live }} />} />
      <Panel title={t('vault.consents.title')} flush>
        <div className="zr-filters vt-filters">
          <Segmented value={given ? 'given' : 'received'} aria-label={t('vault.consents.side')}
            options={(['given', 'received'] as const).map((value) => ({ value, label: t(`vault.consents.${value}`) }))}
            onChange={(value) => set({ side: value === 'received' ? 'received' : '' })} />
          <Segmented value={standing} aria-label={t('vault.consents.standing')}
            options={(['all', 'live', 'ended'] as const).map((value) => ({ value, label: t(`vault.consents.${value}`) }))}
            onChange={(value) => set({ live: value === 'all' ? '' : value })} />
        </div>
        {list.isPending && <SkeletonRows rows={6} />}
        {list.isLoadingError && <ErrorState compact error={list.error} retry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && (
          <EmptyState title={t(given ? 'vault.consents.none_given' : 'vault.consents.none_received')} text={t('vault.consents.none_text')}
            action={standing === 'all' ? undefined : <Button onClick={clear}>{t('common.clear')}</Button>} />
        )}
        {items.length > 0 && <Rows items={items} given={given} />}
      </Panel>
      {list.data && items.length > 0 && <Pager next={list.data.next} total={list.data.total} />}
    </>
  )
}

function Rows({ items, given }: { items: readonly Receipt[]; given: boolean }) {
  const { t } = useTranslation()
  const base = useBase()
  const columns = ['receipt', given ? 'reader' : 'owner', 'purpose', 'documents', 'until', 'download', 'granted', 'state'] as const
  const head = (column: (typeof columns)[number]) => t(`vault.consent.${column}`)
  return (
    <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('vault.consents.title')}>
      <table className="vt-table zr-table-cards">
        <thead><tr>{columns.map((each) => <th key={each} scope="col">{head(each)}</th>)}</tr></thead>
        <tbody>
          {items.map((each) => (
            <tr key={each.id}>
              <td data-label={head('receipt')} className="nowrap"><Link to={`${base}/consents/${each.id}`}>{each.number}</Link></td>
              <td data-label={head(given ? 'reader' : 'owner')}>{given ? each.reader_name : each.owner_name}</td>
              <td data-label={head('purpose')}><span>{t(`vault.purpose.${each.purpose_kind}`)}{each.note && <span className="zr-sub vt-note">{each.note}</span>}</span></td>
              <td data-label={head('documents')} className="nowrap">{t('vault.consents.n_documents', { n: each.documents.length })}</td>
              <td data-label={head('until')} className="num nowrap"><Until until={each.until} /></td>
              <td data-label={head('download')}>{t(each.download ? 'vault.consent.copy' : 'vault.consent.look')}</td>
              <td data-label={head('granted')} className="num nowrap">{formatDate(each.granted_at)}</td>
              <td data-label={head('state')}>{each.live ? <Mark tone="success">{t('vault.consent.live')}</Mark> : <Mark tone="neutral">{t('vault.consent.over')}</Mark>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
