/** Every reference table: what is in force, since when, and what waits to be published. */
import '../reference.css'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import { type Table, useTables } from '../queries'

export default function TablesPage() {
  const { t } = useTranslation()
  const asked = useTables()
  return (
    <>
      <PageHeader title={t('reference.title')} sub={t('reference.sub')} />
      <Panel flush>
        <Listing<Table>
          asked={asked}
          paged={false}
          keyOf={(row) => row.table}
          empty={{ title: t('reference.noTables'), text: '' }}
          columns={[
            { title: t('reference.table'), key: 'table', render: (_, row) => <Name row={row} /> },
            { title: t('reference.inForce'), key: 'version', width: 90, render: (_, row) => row.in_force && <span className="num">{t('reference.v', { n: row.in_force.version })}</span> },
            { title: t('reference.from'), key: 'from', width: 120, render: (_, row) => <span className="num">{row.in_force?.valid_from}</span> },
            { title: t('reference.source'), key: 'source', render: (_, row) => row.in_force?.source },
            { title: t('reference.by'), key: 'by', width: 180, render: (_, row) => <By row={row} /> },
            { title: t('reference.next'), key: 'next', width: 190, render: (_, row) => <Next row={row} /> },
          ]}
          card={(row) => (
            <>
              <Name row={row} />
              <span className="num">{row.in_force && t('reference.since', { n: row.in_force.version, day: row.in_force.valid_from })}</span>
              <span className="zr-sub"><By row={row} /></span>
              {(row.waiting ?? row.to_come) && <Next row={row} />}
            </>
          )}
        />
      </Panel>
    </>
  )
}

function Name({ row }: { row: Table }) {
  return (
    <span className="ref-name">
      <Link to={`/o/reference/${row.table}`}>{row.title}</Link>
      <span className="zr-sub">{row.about}</span>
    </span>
  )
}

function By({ row }: { row: Table }) {
  const { t } = useTranslation()
  const version = row.in_force
  if (!version) return null
  return <>{version.author ? t('reference.two', { first: version.author, second: version.published_by }) : t('reference.builtIn')}</>
}

function Next({ row }: { row: Table }) {
  const { t } = useTranslation()
  if (row.waiting) return <Mark tone="pending">{t('reference.waits', { day: row.waiting.valid_from })}</Mark>
  if (row.to_come) return <Mark tone="info">{t('reference.toCome', { n: row.to_come.version, day: row.to_come.valid_from })}</Mark>
  return <span className="zr-sub">—</span>
}
