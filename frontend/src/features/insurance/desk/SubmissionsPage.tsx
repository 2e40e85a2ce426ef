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
import SavedViews from '../../../ui/SavedViews'
import Peek from '../../../ui/worklist/Peek'
import RowKeys from '../../../ui/worklist/RowKeys'
import { useWorklist } from '../../../ui/worklist/useWorklist'
import ModeBanner from '../../../ui/cover/ModeBanner'
import '../insurance.css'
import './desk.css'
import Due from './Due'
import { type State, STATES, type Submission, useSubmissions } from './queries'

const VIEWS: Record<string, readonly State[]> = { desk: ['in_underwriting', 'indicated'], referred: ['referred'], waiting: ['info_requested'], quoted: ['quoted'], all: STATES }

const NONE: readonly Submission[] = []
const keyOf = (row: Submission) => row.id
const hrefOf = (row: Submission) => `/i/submissions/${row.id}`

export default function SubmissionsPage() {
  const { t } = useTranslation()
  const { state, set, clear } = useListState()
  const view = state.view && VIEWS[state.view] ? state.view : 'desk'
  const { q, cursor } = state
  const search = useCallback((text: string) => set({ q: text }), [set])
  const list = useSubmissions({ submission_states: [...(VIEWS[view] ?? STATES)], ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) })
  const items = list.data?.items ?? NONE
  const work = useWorklist({ items, keyOf, hrefOf })
  const name = (row: Submission) => <Link to={hrefOf(row)}>{row.firm}</Link>
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
      <PageHeader title={t('insurance.desk.title')} sub={t('insurance.desk.sub')}
        extra={<SavedViews list="submissions" query={new URLSearchParams({ view, ...(q ? { q } : {}) }).toString()} />} />
      <div className="zr-work" data-peek={work.peeking} data-own-keys>
      <Panel flush>
        <div className="zu-filters">
          <div className="zi-lines"><Segmented aria-label={t('insurance.desk.state')} value={view} onChange={(next) => set({ view: String(next) })}
            options={Object.keys(VIEWS).map((value) => ({ value, label: t(`insurance.desk.view.${value}`) }))} /></div>
          <SearchField value={q ?? ''} label={t('insurance.desk.search')} onSettled={search} />
        </div>
        <Listing work={work} asked={list} columns={columns} keyOf={(row) => row.id} clear={q ? clear : undefined}
          card={(row) => <>
            <div>{name(row)} <StatusTag subject="submission" state={row.state} /></div>
            <div className="zr-sub">{t(`insurance.line.${row.line}`)} · <span className="num">{row.number}</span></div>
            <div className="zr-sub"><Due of={row} /></div>
          </>}
          empty={{ title: t('insurance.desk.empty'), text: t('insurance.desk.empty_text') }} />
        {items.length > 0 && <RowKeys selects={false} />}
      </Panel>
      {work.peeking && work.now && <Look row={work.now} onClose={work.stopPeeking} onMove={work.move} />}
      </div>
    </>
  )
}

function Look({ row, onClose, onMove }: { row: Submission; onClose: () => void; onMove: (by: 1 | -1) => void }) {
  const { t } = useTranslation()
  return (
    <Peek title={t('worklist.title')} href={hrefOf(row)} onClose={onClose} onMove={onMove}>
      <span className="zr-sub num">{row.number}</span>
      <h2>{row.firm}</h2>
      <div className="zr-filters"><StatusTag subject="submission" state={row.state} /><Due of={row} /></div>
      <dl className="zr-facts">
        <div><dt>{t('field.line')}</dt><dd>{t(`insurance.line.${row.line}`)}</dd></div>
        <div><dt>{t('insurance.desk.product')}</dt><dd>{row.product}</dd></div>
        <div><dt>{t('insurance.desk.authority')}</dt><dd>{row.authority ? t(`insurance.desk.level.${row.authority}`) : '—'}</dd></div>
        <div><dt>{t('insurance.desk.sent')}</dt><dd className="num">{formatDateTime(row.sent_at)}</dd></div>
        {row.decline_note && <div><dt>{t('insurance.desk.reason')}</dt><dd>{row.decline_note}</dd></div>}
      </dl>
    </Peek>
  )
}
