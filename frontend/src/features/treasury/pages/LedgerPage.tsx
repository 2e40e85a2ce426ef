/** Every account of the ledger with its balance; each opens what was posted to it. */
import '../treasury.css'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useListState } from '../../../lib/useListState'
import Listing from '../../../ui/Listing'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import CloseMonth from '../components/CloseMonth'
import { type Account, useAccounts } from '../queries'

const DEFAULTS = { cursor: '' }

export default function LedgerPage() {
  const { t } = useTranslation()
  const { state } = useListState(DEFAULTS)
  const asked = useAccounts(state.cursor ?? '')
  const holder = (row: Account) => row.holder_name ?? t('money.ledger.platform')
  const purpose = (row: Account) => t(`money.account.${row.purpose}`, { defaultValue: row.purpose })
  const open = (row: Account, text: string) => <Link to={`/o/money/ledger/${row.id}`}>{text}</Link>
  return (
    <>
      <PageHeader title={t('money.ledger.title')} sub={t('money.ledger.sub')} />
      <CloseMonth />
      <Panel flush>
        <Listing<Account>
          asked={asked}
          keyOf={(row) => row.id}
          empty={{ title: t('money.ledger.empty'), text: t('money.ledger.emptyText'), action: <Link to="/account/billing">{t('money.toBills')}</Link> }}
          columns={[
            { title: t('money.ledger.number'), key: 'number', width: 100, render: (_, row) => <span className="num">{row.number}</span> },
            { title: t('money.ledger.account'), key: 'account', render: (_, row) => open(row, purpose(row)) },
            { title: t('money.ledger.book'), key: 'book', width: 160, render: (_, row) => t(`money.book.${row.book}`) },
            { title: t('money.ledger.holder'), key: 'holder', render: (_, row) => holder(row) },
            { title: t('money.ledger.kind'), key: 'kind', width: 120, render: (_, row) => t(`money.kind.${row.kind}`) },
            { title: t('money.ledger.balance'), key: 'balance', width: 180, align: 'right', render: (_, row) => <Money fen={row.balance_fen} exact /> },
          ]}
          card={(row) => (
            <>
              <span className="mo-line">{open(row, purpose(row))}<Money fen={row.balance_fen} exact /></span>
              <span className="zr-sub">{row.number} · {t(`money.book.${row.book}`)} · {t(`money.kind.${row.kind}`)} · {holder(row)}</span>
            </>
          )}
        />
      </Panel>
      <p className="zr-sub">{t('money.ledger.signs')}</p>
    </>
  )
}
