/** Every organisation; banks and districts are created here, with a link for their first admin. */
import '../operator.css'
import { Button, Segmented } from 'antd'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate } from '../../../lib/dates'
import { creditCode } from '../../../lib/patentNumber'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ExportButton from '../../../ui/ExportButton'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import CreateOrganisation from '../components/CreateOrganisation'
import LinkOnce from '../components/LinkOnce'
import Listing from '../../../ui/Listing'
import SearchField from '../../../ui/SearchField'
import { useDivisionName } from '../../../api/divisions'
import { type Issued, type Organisation, saveOrganisations, useOrganisations } from '../queries'

const DEFAULTS = { kind: 'all', q: '', cursor: '' }
const KINDS = ['all', 'firm', 'bank', 'district', 'operator', 'appraiser', 'guarantor', 'insurer'] as const

function Verified({ row }: { row: Organisation }) {
  const { t } = useTranslation()
  return row.verified_at
    ? <Mark tone="success">{t('operator.orgs.verified', { date: formatDate(row.verified_at) })}</Mark>
    : <Mark tone="warning">{t('operator.orgs.unverified')}</Mark>
}

export default function OrganisationsPage() {
  const { t } = useTranslation()
  const { state, set, clear } = useListState(DEFAULTS)
  const kind = state.kind ?? 'all'
  const may = useMay('manage_organisations')
  const [creating, setCreating] = useState(false)
  const [issued, setIssued] = useState<Issued | null>(null)
  const divisionName = useDivisionName()
  const settled = useCallback((q: string) => set({ q }), [set])
  const wanted = { kind: kind === 'all' ? undefined : kind, q: state.q || undefined }
  const asked = useOrganisations({ ...wanted, cursor: state.cursor || undefined, limit: 20 })
  const place = (row: Organisation) => [divisionName(row.division), row.street].filter(Boolean).join(' · ') || '—'
  const trail = (row: Organisation) => <Link to={`/o/audit?organisation_id=${row.id}`} aria-label={t('operator.orgs.trailOf', { name: row.name })}>{t('operator.orgs.trail')}</Link>
  return (
    <>
      <PageHeader title={t('operator.orgs.title')} sub={t('operator.orgs.sub')}
        extra={may && (
          <>
            <ExportButton ask={() => saveOrganisations(wanted)} fileName={t('operator.orgs.file')} long={{ list: 'organisations', format: 'xlsx', filters: wanted }} />
            <Button type="primary" onClick={() => setCreating(true)}>{t('operator.orgs.create')}</Button>
          </>
        )} />
      {issued && <LinkOnce issued={issued} close={() => setIssued(null)} />}
      <Panel flush header={
        <div className="op-head">
          <Segmented className="op-kinds" value={kind} onChange={(next) => set({ kind: next === 'all' ? null : next })} aria-label={t('operator.orgs.kind')}
            options={KINDS.map((value) => ({ value, label: value === 'all' ? t('common.all') : t(`kind.${value}`) }))} />
          <SearchField label={t('operator.orgs.search')} value={state.q ?? ''} onSettled={settled} />
        </div>
      }>
        <Listing<Organisation>
          asked={asked}
          keyOf={(row) => row.id}
          clear={state.q || kind !== 'all' ? clear : undefined}
          empty={{ title: t('operator.orgs.empty'), text: t('operator.orgs.emptyText') }}
          columns={[
            { title: t('operator.orgs.name'), key: 'name', render: (_, row) => <strong>{row.name}</strong> },
            { title: t('operator.orgs.kind'), key: 'kind', width: 100, render: (_, row) => t(`kind.${row.kind}`) },
            { title: t('operator.kyb.code'), key: 'code', width: 210, render: (_, row) => <span className="num">{creditCode(row.uscc)}</span> },
            { title: t('operator.kyb.place'), key: 'place', width: 170, render: (_, row) => place(row) },
            { title: t('operator.orgs.members'), key: 'members', width: 80, align: 'right', render: (_, row) => <span className="num">{row.members}</span> },
            { title: t('operator.kyb.state'), key: 'state', width: 170, render: (_, row) => <Verified row={row} /> },
            { title: t('operator.orgs.since'), key: 'since', width: 110, render: (_, row) => <span className="num">{formatDate(row.created_at)}</span> },
            { title: t('operator.orgs.records'), key: 'trail', width: 90, render: (_, row) => trail(row) },
          ]}
          card={(row) => (
            <>
              <strong>{row.name}</strong>
              <span className="op-line"><span>{t(`kind.${row.kind}`)}</span><Verified row={row} /></span>
              <span className="num">{creditCode(row.uscc)}</span>
              <span className="op-line zr-sub"><span>{place(row)}</span><span>{t('operator.orgs.people', { n: row.members })}</span>{trail(row)}</span>
            </>
          )}
        />
      </Panel>
      {creating && (
        <CreateOrganisation close={() => setCreating(false)} onCreated={(made) => {
          setCreating(false)
          setIssued(made)
        }} />
      )}
    </>
  )
}
