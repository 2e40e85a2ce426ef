/** Every read that was served: who, when, how, which bytes, under which consent. */
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatSecond } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import { useMe } from '../../../lib/permissions'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Read, shareOf } from '../model'
import { useBase, useReads } from '../queries'

/** Of one document, or of all (null). */
export default function ReadLog({ id }: { id: string | null }) {
  const { t } = useTranslation()
  const { state, set } = useListState()
  const others = state.others === 'yes'
  const reads = useReads(id, { others, ...(state.cursor ? { cursor: state.cursor } : {}) })
  const items = reads.data?.items ?? []
  return (
    <Panel title={t('vault.reads.title')} sub={t('vault.reads.sub')} flush
      extra={<Checkbox checked={others} onChange={(event) => set({ others: event.target.checked ? 'yes' : '' })}>{t('vault.reads.others')}</Checkbox>}>
      {reads.isPending && <SkeletonRows rows={4} />}
      {reads.isLoadingError && <ErrorState compact error={reads.error} retry={() => void reads.refetch()} />}
      {reads.isSuccess && items.length === 0 && <EmptyState title={t(others ? 'vault.reads.none_others' : 'vault.reads.none')} />}
      {items.length > 0 && <Rows items={items} named={id === null} />}
      {reads.data && items.length > 0 && <Pager next={reads.data.next} total={reads.data.total} />}
    </Panel>
  )
}

function Rows({ items, named }: { items: readonly Read[]; named: boolean }) {
  const { t } = useTranslation()
  const base = useBase()
  const own = useMe().organisation.id
  const columns = ['at', ...(named ? ['document' as const] : []), 'who', 'organisation', 'how', 'share', 'why', 'address'] as const
  const head = (column: (typeof columns)[number]) => t(`vault.reads.${column}`)
  return (
    <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('vault.reads.title')}>
      <table className="vt-table zr-table-cards">
        <thead><tr>{columns.map((each) => <th key={each} scope="col">{head(each)}</th>)}</tr></thead>
        <tbody>
          {items.map((read) => {
            const share = shareOf(read)
            return (
              <tr key={read.id}>
                <td data-label={head('at')} className="num nowrap">{formatSecond(read.read_at)}</td>
                {named && <td data-label={head('document')} className="vt-name"><Link to={`${base}/${read.document_id}`}>{read.document_name}</Link></td>}
                <td data-label={head('who')} className="nowrap">{read.member_name}</td>
                <td data-label={head('organisation')}>{read.reader_id === own ? <span className="zr-sub">{t('vault.reads.own')}</span> : read.reader_name}</td>
                <td data-label={head('how')}><Mark tone={read.use === 'preview' ? 'info' : 'warning'}>{t(`vault.use.${read.use}`)}</Mark></td>
                <td data-label={head('share')}><Bytes read={read} share={share} /></td>
                <td data-label={head('why')}>
                  {read.receipt_id && read.purpose_kind
                    ? <span>{t(`vault.purpose.${read.purpose_kind}`)} <Link to={`${base}/consents/${read.receipt_id}`} className="zr-view">{read.receipt_number}</Link></span>
                    : <span className="zr-sub">{t('vault.reads.as_owner')}</span>}
                </td>
                <td data-label={head('address')} className="num">{read.address || '—'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** The share that was served, drawn at its place in the file. */
function Bytes({ read, share }: { read: Read; share: 'whole' | number }) {
  const { t } = useTranslation()
  const at = (byte: number) => `${(byte / read.size) * 100}%`
  return (
    <span className="vt-bytes" title={t('vault.reads.bytes', { first: read.first_byte, last: read.last_byte })}>
      <span className="vt-strip" aria-hidden><span style={{ left: at(read.first_byte), width: at(read.last_byte - read.first_byte + 1) }} /></span>
      <span className="num">{share === 'whole' ? t('vault.reads.whole') : t('vault.reads.percent', { n: share })}</span>
    </span>
  )
}
