/** What was posted to one account, newest first, each with what caused it. */
import '../treasury.css'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { formatSecond } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import { type Posting, savePostings, usePostings } from '../queries'

const DEFAULTS = { cursor: '' }

export default function PostingsPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { state } = useListState(DEFAULTS)
  const asked = usePostings(id, state.cursor ?? '')
  const cause = (row: Posting) => t(`money.cause.${row.cause_kind}`, { defaultValue: row.cause_kind })
  const charge = (row: Posting) => (row.charge_id ? <Link to={`/pay/${row.charge_id}`}>{t('money.postings.toCharge')}</Link> : '—')
  return (
    <>
      <PageHeader crumbs={[{ label: t('money.ledger.title'), to: '/o/money/ledger' }, { label: t('money.postings.title') }]}
        title={t('money.postings.title')} sub={t('money.postings.sub')}
        extra={<ExportButton ask={() => savePostings(id)} fileName={t('money.postings.file')} long={{ list: 'postings', format: 'xlsx', filters: { account_id: id } }} />} />
      <Panel flush>
        <Listing<Posting>
          asked={asked}
          keyOf={(row) => row.id}
          empty={{ title: t('money.postings.empty'), text: t('money.postings.emptyText'), action: <Link to="/o/money/ledger">{t('money.ledger.title')}</Link> }}
          columns={[
            { title: t('money.postings.on'), key: 'on', width: 120, render: (_, row) => <span className="num">{row.occurred_on}</span> },
            { title: t('money.postings.cause'), key: 'cause', render: (_, row) => <>{cause(row)}<div className="zr-sub"><code>{row.transaction_id.slice(0, 8)}</code></div></> },
            { title: t('money.postings.charge'), key: 'charge', width: 120, render: (_, row) => charge(row) },
            { title: t('money.postings.month'), key: 'month', width: 110, render: (_, row) => <span className="num">{row.month.slice(0, 7)}</span> },
            { title: t('money.postings.at'), key: 'at', width: 180, render: (_, row) => <span className="num">{formatSecond(row.posted_at)}</span> },
            { title: t('money.postings.amount'), key: 'amount', width: 180, align: 'right', render: (_, row) => <Money fen={row.amount_fen} exact /> },
          ]}
          card={(row) => (
            <>
              <span className="mo-line"><strong>{cause(row)}</strong><Money fen={row.amount_fen} exact /></span>
              <span className="mo-line zr-sub"><span className="num">{row.occurred_on}</span>{charge(row)}</span>
            </>
          )}
        />
      </Panel>
      <p className="zr-sub">{t('money.ledger.signs')}</p>
    </>
  )
}
