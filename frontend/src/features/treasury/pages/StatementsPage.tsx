/** The bank's statements: bring one in, see what became of its lines. */
import '../treasury.css'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ListExportButton from '../../../ui/ListExportButton'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import StatementUpload from '../components/StatementUpload'
import { type Statement, useStatements } from '../queries'

const DEFAULTS = { cursor: '' }

export default function StatementsPage() {
  const { t } = useTranslation()
  const { state } = useListState(DEFAULTS)
  const asked = useStatements(state.cursor ?? '')
  const may = useMay('handle_money')
  const span = (row: Statement) => <span className="num">{row.first_on} – {row.last_on}</span>
  const open = (row: Statement) => <Link to={`/o/money/statements/${row.id}`}>{row.account_name} · {row.account_number.slice(-4)}</Link>
  const left = (row: Statement) => row.new_lines > 0 ? <Mark tone="pending">{t('money.statements.reading', { n: row.new_lines })}</Mark>
    : row.suspense_lines > 0 ? <Mark tone="warning">{t('money.statements.waiting', { n: row.suspense_lines })}</Mark>
      : <Mark tone="success">{t('money.statements.all')}</Mark>
  return (
    <>
      <PageHeader title={t('money.statements.title')} sub={t('money.statements.sub')} extra={<>
        <ListExportButton list="bank_statements" />
        <Link to="/o/money/accounts">{t('money.accounts.title')}</Link></>} />
      {may && <StatementUpload />}
      <Panel flush>
        <Listing<Statement>
          asked={asked}
          keyOf={(row) => row.id}
          narrowAt={1100}
          empty={{ title: t('money.statements.empty'), text: t('money.statements.emptyText'), action: <Link to="/o/money/ledger">{t('money.ledger.title')}</Link> }}
          columns={[
            { title: t('money.statements.account'), key: 'account', render: (_, row) => <>{open(row)}<div className="zr-sub mo-break">{row.file_name}</div></> },
            { title: t('money.statements.span'), key: 'span', width: 210, render: (_, row) => span(row) },
            { title: t('money.statements.rows'), key: 'rows', width: 90, align: 'right', render: (_, row) => <span className="num">{row.rows}</span> },
            { title: t('money.statements.closing'), key: 'closing', width: 150, align: 'right', render: (_, row) => <Money fen={row.closing_fen} currency={row.currency} exact /> },
            { title: t('money.statements.left'), key: 'left', width: 170, render: (_, row) => left(row) },
            { title: t('money.statements.at'), key: 'at', width: 190, render: (_, row) => <><span className="num">{formatDateTime(row.imported_at)}</span><div className="zr-sub">{row.imported_by_name}</div></> },
          ]}
          card={(row) => (
            <>
              {open(row)}
              <span className="mo-line">{span(row)}{left(row)}</span>
              <span className="mo-line zr-sub"><span>{t('money.statements.rowsN', { n: row.rows })}</span><Money fen={row.closing_fen} currency={row.currency} exact /></span>
            </>
          )}
        />
      </Panel>
    </>
  )
}
