/** One reference table: its rows, its versions and how they differ, and the next one. */
import '../reference.css'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import ProposeForm from '../components/ProposeForm'
import RowsTable, { ChangesTable } from '../components/RowsTable'
import Waiting from '../components/Waiting'
import { type Proposal, sheetOf, type Table, useProposals, useTable, useVersion, useVersions, type Version } from '../queries'

const DEFAULTS = { version: '', cursor: '' }
const TONES = { open: 'pending', accepted: 'success', declined: 'warning', withdrawn: 'neutral' } as const
const STANDINGS = { now: 'success', later: 'info', past: 'neutral', never: 'warning' } as const

export default function TablePage() {
  const { t } = useTranslation()
  const { table: code = '' } = useParams()
  const asked = useTable(code)
  return (
    <>
      <PageHeader title={asked.data?.title ?? t('reference.title')} sub={asked.data?.about}
        crumbs={[{ label: t('reference.title'), to: '/o/reference' }, { label: asked.data?.title ?? code }]} />
      {asked.isPending && <SkeletonRows rows={8} />}
      {asked.isLoadingError && <ErrorState error={asked.error} retry={() => void asked.refetch()} />}
      {asked.data && <OfTable key={code} table={asked.data} />}
    </>
  )
}

function OfTable({ table }: { table: Table }) {
  const { t } = useTranslation()
  const { state, set } = useListState(DEFAULTS)
  const [proposing, setProposing] = useState(false)
  const known = useVersion((table.to_come ?? table.in_force)?.id ?? '', null)
  const proposes = table.allowed_actions.includes('proposal')
  const chosen = state.version || table.in_force?.id
  return (
    <>
      {table.waiting && <Waiting table={table} proposal={table.waiting} />}
      {proposing && proposes && known.data && (
        <Panel title={t('reference.propose')} sub={t('reference.proposeSub')}>
          <ProposeForm table={table} known={known.data.rows} close={() => setProposing(false)} />
        </Panel>
      )}
      {chosen && (
        <OfVersion key={chosen} table={table} id={chosen}
          extra={proposes && !proposing && <Button type="primary" disabled={!known.data} onClick={() => setProposing(true)}>{t('reference.propose')}</Button>} />
      )}
      <History table={table.table} cursor={state.cursor ?? ''} chosen={chosen ?? ''} choose={(version) => set({ version, cursor: state.cursor })} />
      <Decided table={table.table} />
    </>
  )
}

function OfVersion({ table, id, extra }: { table: Table; id: string; extra: React.ReactNode }) {
  const { t } = useTranslation()
  const [differs, setDiffers] = useState(false)
  const [against, setAgainst] = useState<number | null>(null)
  const asked = useVersion(id, against)
  if (asked.isPending) return <SkeletonRows rows={6} />
  if (asked.isLoadingError || !asked.data) return <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />
  const { version, rows, changes, against: beside } = asked.data
  const others = Array.from({ length: (table.to_come ?? table.in_force)?.version ?? 0 }, (_, n) => n + 1).filter((n) => n !== version.version)
  return (
    <Panel flush title={t('reference.since', { n: version.version, day: version.valid_from })}
      sub={<Mark tone={STANDINGS[version.standing]}>{t(`reference.standing.${version.standing}`)}</Mark>}
      extra={<><ExportButton ask={() => sheetOf(id)} fileName={`${table.title}-v${version.version}.xlsx`} label={t('reference.getBook')} />{extra}</>}>
      <div className="ref-lead">
        <p className="ref-words">{t('reference.source')}{t('common.colon')}{version.source}</p>
        {beside !== null && (
          <div className="ref-acts">
            <Segmented aria-label={t('reference.look')} value={differs} onChange={setDiffers} options={[
              { value: false, label: t('reference.allRows', { n: rows.length }) },
              { value: true, label: t('reference.difference') },
            ]} />
            {differs && (
              <Select className="ref-against" aria-label={t('reference.against')} value={beside} onChange={setAgainst} showSearch
                options={others.map((n) => ({ value: n, label: t('reference.againstV', { n }) }))} />
            )}
          </div>
        )}
      </div>
      {differs ? <ChangesTable columns={table.columns} changes={changes} /> : <RowsTable columns={table.columns} rows={rows} />}
    </Panel>
  )
}

function History({ table, cursor, chosen, choose }: { table: string; cursor: string; chosen: string; choose: (id: string) => void }) {
  const { t } = useTranslation()
  const asked = useVersions(table, cursor)
  const look = (row: Version) => (row.id === chosen ? <span className="zr-sub">{t('reference.shown')}</span>
    : <Button size="small" aria-label={t('reference.showV', { n: row.version })} onClick={() => choose(row.id)}>{t('reference.show')}</Button>)
  const by = (row: Version) => (row.author ? t('reference.two', { first: row.author, second: row.published_by }) : t('reference.builtIn'))
  const mark = (row: Version) => <Mark tone={STANDINGS[row.standing]}>{t(`reference.standing.${row.standing}`)}</Mark>
  return (
    <Panel flush title={t('reference.history')}>
      <Listing<Version>
        asked={asked}
        keyOf={(row) => row.id}
        empty={{ title: t('reference.noVersions'), text: '' }}
        columns={[
          { title: t('reference.version'), key: 'version', width: 80, render: (_, row) => <span className="num">{t('reference.v', { n: row.version })}</span> },
          { title: t('reference.from'), key: 'from', width: 120, render: (_, row) => <span className="num">{row.valid_from}</span> },
          { title: t('reference.state'), key: 'standing', width: 120, render: (_, row) => mark(row) },
          { title: t('reference.source'), key: 'source', render: (_, row) => row.source },
          { title: t('reference.by'), key: 'by', render: (_, row) => by(row) },
          { title: t('reference.rows'), key: 'rows', width: 80, align: 'right', render: (_, row) => <span className="num">{row.row_count}</span> },
          { title: '', key: 'look', width: 100, render: (_, row) => look(row) },
        ]}
        card={(row) => (
          <>
            <span className="ref-line"><span className="num">{t('reference.since', { n: row.version, day: row.valid_from })}</span>{mark(row)}</span>
            <span>{row.source}</span>
            <span className="ref-line"><span className="zr-sub">{by(row)}</span>{look(row)}</span>
          </>
        )}
      />
    </Panel>
  )
}

function Decided({ table }: { table: string }) {
  const { t } = useTranslation()
  const asked = useProposals(table)
  const items = asked.data?.items.filter((each) => each.state !== 'open') ?? []
  if (!asked.data || items.length === 0) return null
  const decision = (row: Proposal) => (
    <span>
      <Mark tone={TONES[row.state]}>{t(`reference.proposal.${row.state}`)}</Mark> {row.decided_by} <span className="zr-sub">{formatDateTime(row.decided_at)}</span>
      {row.note && <span className="zr-sub ref-note">{row.note}</span>}
    </span>
  )
  return (
    <Panel flush title={t('reference.decided')}>
      <Listing<Proposal>
        asked={{ ...asked, data: { ...asked.data, items } }}
        paged={false}
        keyOf={(row) => row.id}
        empty={{ title: t('reference.noVersions'), text: '' }}
        columns={[
          { title: t('reference.from'), key: 'from', width: 120, render: (_, row) => <span className="num">{row.valid_from}</span> },
          { title: t('reference.proposedBy'), key: 'by', render: (_, row) => <>{row.proposed_by}<div className="zr-sub">{formatDateTime(row.proposed_at)}</div></> },
          { title: t('reference.source'), key: 'source', render: (_, row) => row.source },
          { title: t('reference.state'), key: 'state', render: (_, row) => decision(row) },
        ]}
        card={(row) => (
          <>
            <span className="ref-line"><span className="num">{row.valid_from}</span><span>{row.proposed_by}</span></span>
            <span>{row.source}</span>
            {decision(row)}
          </>
        )}
      />
    </Panel>
  )
}
