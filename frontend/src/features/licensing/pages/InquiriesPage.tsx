/** `/e/licensing/inquiries`: what the firm asked and was asked, newest word first. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import StatusTag from '../../../ui/StatusTag'
import Views from '../../../ui/Views'
import '../licensing.css'
import { INQUIRY_STATES, type Inquiry, type InquiryState } from '../model'
import { saveInquiries, useInquiries } from '../queries'

const useCount = (state: InquiryState | undefined) => useInquiries({ state, limit: 1 }).data?.total

/** Who has to answer: the side that the newest proposal is not of. */
function Turn({ of }: { of: Inquiry }) {
  const { t } = useTranslation()
  if (of.state !== 'open' || !of.proposal) return null
  return <span className="zr-sub">{t(of.proposed_by === of.own_side ? 'licensing.inquiries.theirTurn' : 'licensing.inquiries.ownTurn')}</span>
}

export default function InquiriesPage() {
  const { t } = useTranslation()
  const { state, set } = useListState()
  const view = INQUIRY_STATES.find((each) => each === state.state)
  const found = useInquiries({ state: view, cursor: state.cursor })
  const counts: Record<InquiryState | 'all', number | string | undefined> = { all: useCount(undefined), open: useCount('open'), agreed: useCount('agreed'), not_agreed: useCount('not_agreed') }
  const other = (row: Inquiry) => (row.own_side === 'asker' ? row.licensor : row.asker)
  const side = (row: Inquiry) => t(row.own_side === 'asker' ? 'licensing.inquiries.made' : 'licensing.inquiries.received')
  return (
    <>
      <PageHeader title={t('licensing.inquiries.title')} sub={t('licensing.inquiries.sub')} extra={<><Link to="/market">{t('licensing.offers.market')}</Link>
        <ExportButton ask={() => saveInquiries(view)} fileName={t('licensing.inquiries.file')} long={{ list: 'inquiries', format: 'xlsx', filters: { state: view } }} /></>} />
      <Panel flush header={<Views label={t('licensing.inquiries.views')} value={view ?? 'all'} onChange={(key) => set({ state: key === 'all' ? null : key })}
        items={(['all', ...INQUIRY_STATES] as const).map((key) => ({ key, label: key === 'all' ? t('common.all') : t(`status.inquiry.${key}`), count: counts[key] }))} />}>
        <Listing<Inquiry> asked={found} keyOf={(row) => row.id} clear={view ? () => set({ state: null }) : undefined}
          empty={{ title: t('licensing.inquiries.none'), text: t('licensing.inquiries.noneText'), action: <Link to="/market">{t('licensing.offers.market')}</Link> }}
          columns={[
            { title: t('licensing.fact.number'), key: 'number', render: (_, row) => <Link className="num" to={`/e/licensing/inquiries/${row.id}`}>{row.number}</Link> },
            { title: t('licensing.inquiries.side'), key: 'side', render: (_, row) => side(row) },
            { title: t('licensing.inquiries.other'), key: 'other', render: (_, row) => other(row) },
            { title: t('licensing.fact.patent'), key: 'right', render: (_, row) => <>{row.right.title || '—'}<div className="zr-sub num">{row.offer_number}</div></> },
            { title: t('licensing.fact.state'), key: 'state', render: (_, row) => <><StatusTag subject="inquiry" state={row.state} /> <Turn of={row} /></> },
            { title: t('licensing.inquiries.moved'), key: 'moved', render: (_, row) => <span className="num">{formatDateTime(row.moved_at)}</span> },
          ]}
          card={(row) => (
            <>
              <span><Link to={`/e/licensing/inquiries/${row.id}`}>{row.right.title || row.number}</Link> <StatusTag subject="inquiry" state={row.state} /></span>
              <span>{side(row)} · {other(row)} <Turn of={row} /></span>
              <span className="zr-sub num">{row.number} · {formatDateTime(row.moved_at)}</span>
            </>
          )} />
      </Panel>
    </>
  )
}
