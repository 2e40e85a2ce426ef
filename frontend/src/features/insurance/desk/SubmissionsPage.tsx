/** `/i/submissions`: what lies with the insurer, the nearest deadline first. */
import { Segmented, type TableColumnsType } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import Listing from '../../../ui/Listing'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SearchField from '../../../ui/SearchField'
import StatusTag from '../../../ui/StatusTag'
import ModeBanner from '../../../ui/cover/ModeBanner'
import '../insurance.css'
import './desk.css'
import Due from './Due'
import { type State, STATES, type Submission, useSubmissions } from './queries'

const VIEWS: Record<string, readonly State[]> = { desk: ['in_underwriting', 'indicated'], referred: ['referred'], waiting: ['info_requested'], quoted: ['quoted'], all: STATES }

export default function SubmissionsPage() {
  const { t } = useTranslation()
  const { state, set, clear } = useListState()
  const view = state.view && VIEWS[state.view] ? state.view : 'desk'
  const { q, cursor } = state
  const search = useCallback((text: string) => set({ q: text }), [set])
  const list = useSubmissions({ submission_states: [...(VIEWS[view] ?? STATES)], ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) })
  const name = (row: Submission) => <Link to={`/i/submissions/${row.id}`}>{row.firm}</Link>
  const columns: TableColumnsType<Submission> = [
    { key: 'firm', title: t('insurance.desk.firm'), render: (_, row) => <>{name(row)}<div className="zr-sub num">{row.number}</div></> },
    { key: 'line', title: t('field.line'), render: (_, row) => t(`insurance.line.${row.line}`) },
    { key: 'state', title: t('insurance.desk.state'), render: (_, row) => <StatusTag subject="submission" state={row.state} /> },
    { key: 'authority', title: t('insurance.desk.authority'), render: (_, row) => (row.authority ? t(`insurance.desk.level.${row.authority}`) : '—') },
    { key: 'due', title: t('insurance.desk.due'), render: (_, row) => <Due of={row} /> },
    { key: 'sent', title: t('insurance.desk.sent'), render: (_, row) => <span className="num">{formatDateTime(row.sent_at)}</span> },
  ]
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('insurance.desk.title')} sub={t('insurance.desk.sub')} />
      <Panel flush>
        <div className="zu-filters">
          <div className="zi-lines"><Segmented aria-label={t('insurance.desk.state')} value={view} onChange={(next) => set({ view: String(next) })}
            options={Object.keys(VIEWS).map((value) => ({ value, label: t(`insurance.desk.view.${value}`) }))} /></div>
          <SearchField value={q ?? ''} label={t('insurance.desk.search')} onSettled={search} />
        </div>
        <Listing asked={list} columns={columns} keyOf={(row) => row.id} clear={q ? clear : undefined}
          card={(row) => <>
            <div>{name(row)} <StatusTag subject="submission" state={row.state} /></div>
            <div className="zr-sub">{t(`insurance.line.${row.line}`)} · <span className="num">{row.number}</span></div>
            <div className="zr-sub"><Due of={row} /></div>
          </>}
          empty={{ title: t('insurance.desk.empty'), text: t('insurance.desk.empty_text') }} />
      </Panel>
    </>
  )
}
