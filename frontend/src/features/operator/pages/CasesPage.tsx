/** The queue of firms that wait to be verified, longest waiting first. */
import '../operator.css'
import { Button } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useDivisionName } from '../../../api/divisions'
import { formatDateTime } from '../../../lib/dates'
import { creditCode } from '../../../lib/patentNumber'
import { useListState } from '../../../lib/useListState'
import ListExportButton from '../../../ui/ListExportButton'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import StatusTag from '../../../ui/StatusTag'
import Listing from '../../../ui/Listing'
import SearchField from '../../../ui/SearchField'
import Views from '../../../ui/Views'
import Waiting from '../components/Waiting'
import { type Case, type CaseState, useCases } from '../queries'

const DEFAULTS = { state: 'submitted', q: '', cursor: '' }
const VIEWS = ['submitted', 'returned', 'draft', 'approved', 'all'] as const

const stateOf = (view: string) => (view === 'all' ? undefined : (view as CaseState))

function useCounts(): Record<string, number | string | undefined> {
  const of = (view: string) => ({ state: stateOf(view), limit: 1 })
  return {
    submitted: useCases(of('submitted')).data?.total, returned: useCases(of('returned')).data?.total,
    draft: useCases(of('draft')).data?.total, approved: useCases(of('approved')).data?.total, all: useCases(of('all')).data?.total,
  }
}

export default function CasesPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { state, set, clear } = useListState(DEFAULTS)
  const divisionName = useDivisionName()
  const view = state.state ?? 'submitted'
  const asked = useCases({ state: stateOf(view), q: state.q || undefined, cursor: state.cursor || undefined, limit: 20 })
  const oldest = useCases({ state: 'submitted', limit: 1 }).data
  const first = oldest?.items[0]
  const counts = useCounts()
  const settled = useCallback((q: string) => set({ q }), [set])
  const place = (row: Case) => [divisionName(row.division), row.street].filter(Boolean).join(' · ') || '—'
  const name = (row: Case) => <Link to={`/o/kyb/${row.id}`}>{row.name}</Link>
  return (
    <>
      <PageHeader
        title={t('operator.kyb.title')}
        sub={oldest ? t('operator.kyb.sub', { n: oldest.total }) : undefined}
        extra={<>
          <ListExportButton list="kyb_cases" filters={{ state: stateOf(view), q: state.q }} />
          {first && <Button type="primary" onClick={() => void navigate(`/o/kyb/${first.id}`)}>{t('operator.kyb.next')}</Button>}
        </>}
      />
      <Panel flush header={
        <div className="op-head">
          <Views label={t('operator.kyb.views')} value={view} onChange={(key) => set({ state: key })}
            items={VIEWS.map((key) => ({ key, label: key === 'all' ? t('common.all') : t(`status.kyb.${key}`), count: counts[key] }))} />
          <SearchField label={t('operator.kyb.search')} value={state.q ?? ''} onSettled={settled} />
        </div>
      }>
        <Listing<Case>
          asked={asked}
          keyOf={(row) => row.id}
          clear={state.q ? clear : undefined}
          empty={{ title: t(`operator.kyb.empty.${view === 'submitted' ? 'waiting' : 'other'}`), text: t('operator.kyb.empty.text') }}
          columns={[
            { title: t('operator.kyb.waiting'), key: 'waiting', width: 170, render: (_, row) => <Waiting row={row} /> },
            { title: t('operator.kyb.firm'), key: 'name', render: (_, row) => name(row) },
            { title: t('operator.kyb.code'), key: 'code', width: 220, render: (_, row) => <span className="num">{creditCode(row.uscc)}</span> },
            { title: t('operator.kyb.place'), key: 'place', width: 180, render: (_, row) => place(row) },
            { title: t('operator.kyb.state'), key: 'state', width: 110, render: (_, row) => <StatusTag subject="kyb" state={row.state} /> },
            { title: t('operator.kyb.submitted'), key: 'submitted', width: 150, render: (_, row) => <span className="num">{formatDateTime(row.submitted_at)}</span> },
          ]}
          card={(row) => (
            <>
              <strong>{name(row)}</strong>
              <span className="num">{creditCode(row.uscc)}</span>
              <span className="op-line"><StatusTag subject="kyb" state={row.state} /><Waiting row={row} /></span>
              <span className="zr-sub">{place(row)}</span>
            </>
          )}
        />
      </Panel>
    </>
  )
}
