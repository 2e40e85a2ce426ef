/** `/e/licensing/licences`: licences that the firm gave or took, and which of them wait for recordal. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate } from '../../../lib/dates'
import { patentNumber } from '../../../lib/patentNumber'
import { useMe } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import Views from '../../../ui/Views'
import RecordalMark from '../components/RecordalMark'
import '../licensing.css'
import type { Licence } from '../model'
import { saveLicences, useLicences } from '../queries'
import { priceText } from '../words'

export default function LicencesPage() {
  const { t } = useTranslation()
  const { state, set } = useListState()
  const own = useMe().organisation.name
  const unrecorded = state.view === 'unrecorded'
  const found = useLicences({ unrecorded, cursor: state.cursor })
  const counts = { all: useLicences({ unrecorded: false, limit: 1 }).data?.total, unrecorded: useLicences({ unrecorded: true, limit: 1 }).data?.total }
  const isGiven = (row: Licence) => row.licensor === own
  const other = (row: Licence) => (isGiven(row) ? row.licensee : row.licensor)
  const side = (row: Licence) => t(isGiven(row) ? 'licensing.licences.given' : 'licensing.licences.taken')
  return (
    <>
      <PageHeader title={t('licensing.licences.title')} sub={t('licensing.licences.sub')}
        extra={<ExportButton ask={() => saveLicences(unrecorded)} fileName={t('licensing.licences.file')} long={{ list: 'licences', format: 'xlsx', filters: unrecorded ? { unrecorded } : {} }} />} />
      <Panel flush header={<Views label={t('licensing.licences.views')} value={unrecorded ? 'unrecorded' : 'all'} onChange={(key) => set({ view: key === 'all' ? null : key })}
        items={(['all', 'unrecorded'] as const).map((key) => ({ key, label: t(key === 'all' ? 'common.all' : 'licensing.licences.unrecorded'), count: counts[key] }))} />}>
        <Listing<Licence> asked={found} keyOf={(row) => row.id} clear={unrecorded ? () => set({ view: null }) : undefined}
          empty={{ title: t('licensing.licences.none'), text: t('licensing.licences.noneText'), action: <Link to="/e/licensing/inquiries">{t('licensing.licences.toInquiries')}</Link> }}
          columns={[
            { title: t('licensing.fact.number'), key: 'number', render: (_, row) => <Link className="num" to={`/e/licensing/licences/${row.id}`}>{row.number}</Link> },
            { title: t('licensing.fact.patent'), key: 'right', render: (_, row) => <>{row.right.title || '—'}<div className="zr-sub num">{patentNumber(row.right.label)}</div></> },
            { title: t('licensing.inquiries.other'), key: 'other', render: (_, row) => <>{other(row)}<div className="zr-sub">{side(row)}</div></> },
            { title: t('licensing.fact.kind'), key: 'kind', render: (_, row) => t(`licensing.kind.${row.deal.scope.kind}`) },
            { title: t('licensing.fact.price'), key: 'price', render: (_, row) => priceText(row.deal.price, t) },
            { title: t('licensing.fact.recordal'), key: 'recordal', render: (_, row) => <><RecordalMark licence={row} /><div className="zr-sub num">{row.recordal_number ?? formatDate(row.recordal_due_on)}</div></> },
          ]}
          card={(row) => (
            <>
              <span><Link to={`/e/licensing/licences/${row.id}`}>{row.right.title || row.number}</Link> <RecordalMark licence={row} /></span>
              <span>{side(row)} · {other(row)} · {t(`licensing.kind.${row.deal.scope.kind}`)}</span>
              <span className="zr-sub num">{row.number} · {row.recordal_number ?? t('licensing.recordal.by', { day: formatDate(row.recordal_due_on) })}</span>
            </>
          )} />
      </Panel>
    </>
  )
}
