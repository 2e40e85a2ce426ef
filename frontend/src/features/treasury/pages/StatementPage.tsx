/** One statement and its lines. */
import '../treasury.css'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { formatSecond } from '../../../lib/dates'
import ErrorState from '../../../ui/ErrorState'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import LineList from '../components/LineList'
import { useStatement } from '../queries'

export default function StatementPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const asked = useStatement(id)
  const row = asked.data
  const crumbs = [{ label: t('money.statements.title'), to: '/o/money/statements' }]
  if (asked.isPending) return <><PageHeader crumbs={crumbs} title={t('money.statement.title')} /><SkeletonRows rows={8} /></>
  if (asked.isLoadingError || !row) return <><PageHeader crumbs={crumbs} title={t('money.statement.title')} /><ErrorState error={asked.error} retry={() => void asked.refetch()} /></>
  const counts = ['new_lines', 'matched_lines', 'suspense_lines', 'settled_lines'] as const
  return (
    <>
      <PageHeader crumbs={[...crumbs, { label: <span className="mo-break">{row.file_name}</span> }]} title={t('money.statement.title')}
        sub={t('money.statement.sub', { name: row.imported_by_name, at: formatSecond(row.imported_at) })} />
      <Panel title={`${row.account_name} · ${row.account_number.slice(-4)}`} sub={<span className="num">{row.first_on} – {row.last_on}</span>}>
        <dl className="zr-facts">
          <div><dt>{t('money.statement.opening')}</dt><dd><Money fen={row.opening_fen} currency={row.currency} exact /></dd></div>
          <div><dt>{t('money.statements.closing')}</dt><dd><Money fen={row.closing_fen} currency={row.currency} exact /></dd></div>
          <div><dt>{t('money.statements.rows')}</dt><dd className="num">{t('money.statement.rows', { rows: row.rows, known: row.known_rows })}</dd></div>
          {counts.map((name) => <div key={name}><dt>{t(`money.statement.${name}`)}</dt><dd className="num">{row[name]}</dd></div>)}
        </dl>
      </Panel>
      <LineList statement={id} />
    </>
  )
}
