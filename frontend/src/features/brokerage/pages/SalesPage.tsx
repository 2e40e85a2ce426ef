/** `/o/sales`: every proposal that the platform took to insurers as a broker, with how far the client was told. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import ListExportButton from '../../../ui/ListExportButton'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import ModeBanner from '../../../ui/cover/ModeBanner'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SearchField from '../../../ui/SearchField'
import '../brokerage.css'
import { type Sale, useSales } from '../queries'

const DEFAULTS = { q: '', cursor: '' }

function Told({ sale }: { sale: Sale }) {
  const { t } = useTranslation()
  const open = [!sale.notice_at && t('policies.broker.notice'), !sale.needs_at && t('policies.broker.needs')].filter(Boolean)
  return open.length === 0
    ? <Mark tone="success">{t('brokerage.told')}</Mark>
    : <Mark tone="warning">{t('brokerage.untold', { what: open.join(t('policies.join')) })}</Mark>
}

export default function SalesPage() {
  const { t } = useTranslation()
  const { state, set, clear } = useListState(DEFAULTS)
  const settled = useCallback((q: string) => set({ q }), [set])
  const asked = useSales({ q: state.q || undefined, cursor: state.cursor || undefined })
  const link = (row: Sale) => <Link to={`/o/sales/${row.id}`}>{row.number}</Link>
  const policy = (row: Sale) => (row.policy ? <>{row.policy} <span className="zr-sub">{t(`policies.state.${row.policy_state}`)}</span></> : '—')
  const answered = (row: Sale) => t('brokerage.answered', { quoted: row.quoted, all: row.insurers })
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('brokerage.title')} sub={t('brokerage.sub')} extra={<ListExportButton list="broker_sales" filters={{ q: state.q }} />} />
      <Panel flush header={<div className="br-head"><SearchField label={t('brokerage.search')} value={state.q ?? ''} onSettled={settled} /></div>}>
        <Listing<Sale>
          asked={asked}
          keyOf={(row) => row.id}
          clear={state.q ? clear : undefined}
          empty={{ title: t('brokerage.empty'), text: t('brokerage.emptyText') }}
          columns={[
            { title: t('brokerage.number'), key: 'number', width: 150, render: (_, row) => link(row) },
            { title: t('brokerage.client'), key: 'client', render: (_, row) => <><strong>{row.firm}</strong><div className="zr-sub">{t(`insurance.line.${row.line}`)}</div></> },
            { title: t('brokerage.told_of'), key: 'told', render: (_, row) => <Told sale={row} /> },
            { title: t('brokerage.answers'), key: 'answers', width: 150, render: (_, row) => answered(row) },
            { title: t('brokerage.policy'), key: 'policy', render: (_, row) => policy(row) },
            { title: t('brokerage.sent'), key: 'sent', width: 150, render: (_, row) => <span className="num">{formatDateTime(row.sent_at)}</span> },
          ]}
          card={(row) => (
            <>
              <span className="br-line"><strong>{row.firm}</strong>{link(row)}</span>
              <span className="zr-sub">{t(`insurance.line.${row.line}`)} · {answered(row)}</span>
              <Told sale={row} />
              <span>{policy(row)}</span>
            </>
          )}
        />
      </Panel>
    </>
  )
}
