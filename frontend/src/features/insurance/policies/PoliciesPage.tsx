/** `/i/policies`: every policy that the insurer leads or shares, newest first. */
import { Segmented, Select, type TableColumnsType } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate, today } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SearchField from '../../../ui/SearchField'
import StatusTag from '../../../ui/StatusTag'
import ModeBanner from '../../../ui/cover/ModeBanner'
import '../insurance.css'
import './policies.css'
import { type Filter, type Line, LINES, type Row, savePolicies, usePolicies } from './queries'

const VIEWS: Record<string, Filter> = {
  all: {}, in_force: { in_force: true }, accepted: { policy_state: 'accepted' }, bind_requested: { policy_state: 'bind_requested' },
  bound: { policy_state: 'bound' }, issued: { policy_state: 'issued' }, lapsed_unpaid: { policy_state: 'lapsed_unpaid' }, not_bound: { policy_state: 'not_bound' },
}

export default function PoliciesPage() {
  const { t } = useTranslation()
  const { state, set, clear } = useListState()
  const view = state.view && VIEWS[state.view] ? state.view : 'all'
  const line = LINES.find((each) => each === state.line)
  const { q, cursor } = state
  const search = useCallback((text: string) => set({ q: text }), [set])
  const filter: Filter = { ...VIEWS[view], ...(line ? { line } : {}), ...(q ? { q } : {}) }
  const asked = usePolicies(filter, cursor)
  const name = (row: Row) => <Link to={`/i/policies/${row.id}`} className="num">{row.number}</Link>
  const tag = (row: Row) => <><StatusTag subject="policy" state={row.state} /> {row.in_force && <Mark tone="success">{t('policies.list.in_force')}</Mark>}</>
  const term = (row: Row) => <span className="num">{formatDate(row.inception_on)} – {formatDate(row.expires_on)}</span>
  const columns: TableColumnsType<Row> = [
    { key: 'number', title: t('policies.list.number'), render: (_, row) => <>{name(row)}<div className="zr-sub">{row.firm}</div></> },
    { key: 'line', title: t('field.line'), render: (_, row) => <>{t(`insurance.line.${row.line}`)}<div className="zr-sub">{row.product}</div></> },
    { key: 'state', title: t('field.policy_state'), render: (_, row) => tag(row) },
    { key: 'term', title: t('policies.fact.term'), render: (_, row) => term(row) },
    { key: 'gross', title: t('policies.fact.gross'), align: 'right', render: (_, row) => <Money fen={row.gross_fen} exact /> },
    { key: 'lead', title: t('policies.list.lead'), render: (_, row) => row.insurer },
  ]
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('policies.list.title')} sub={t('policies.list.sub')} extra={<ExportButton ask={() => savePolicies(filter)} fileName={`policies-${today()}.xlsx`} long={{ list: 'policies', format: 'xlsx', filters: filter }} />} />
      <Panel flush>
        <div className="zip-filters">
          <div className="zi-lines"><Segmented aria-label={t('field.policy_state')} value={view} onChange={(next) => set({ view: String(next) })}
            options={Object.keys(VIEWS).map((value) => ({ value, label: t(value === 'all' || value === 'in_force' ? `policies.list.${value}` : `policies.state.${value}`) }))} /></div>
          <Select<Line | ''> aria-label={t('field.line')} className="zip-line" value={line ?? ''} onChange={(next) => set({ line: next })}
            options={[{ value: '', label: t('policies.list.every_line') }, ...LINES.map((value) => ({ value, label: t(`insurance.line.${value}`) }))]} />
          <SearchField value={q ?? ''} label={t('policies.list.search')} onSettled={search} />
        </div>
        <Listing asked={asked} columns={columns} keyOf={(row) => row.id} clear={q || line || view !== 'all' ? clear : undefined}
          card={(row) => <>
            <div>{name(row)} {tag(row)}</div>
            <div className="zr-sub">{row.firm} · {t(`insurance.line.${row.line}`)}</div>
            <div className="zr-sub">{term(row)} · <Money fen={row.gross_fen} exact /></div>
          </>}
          empty={{ title: t('policies.list.empty'), text: t('policies.list.empty_text'), action: <Link to="/i/submissions">{t('insurance.desk.title')}</Link> }} />
      </Panel>
    </>
  )
}
