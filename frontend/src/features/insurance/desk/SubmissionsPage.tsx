/** `/i/submissions`: what lies with the insurer, the nearest deadline first. */
import { Button, Segmented, type TableColumnsType } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import FormProblem from '../../../ui/FormProblem'
import ListExportButton from '../../../ui/ListExportButton'
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
import { type State, STATES, type Submission, useAssign, useSubmissions, type Whose } from './queries'
import SubmissionsBar from './SubmissionsBar'

const VIEWS: Record<string, readonly State[]> = { desk: ['in_underwriting', 'indicated'], referred: ['referred'], waiting: ['info_requested'], quoted: ['quoted'], all: STATES }

const OVER: readonly State[] = ['accepted', 'declined', 'withdrawn', 'expired']
const WHOSE = ['all', 'mine', 'nobody'] as const
const NONE: readonly Submission[] = []
const keyOf = (row: Submission) => row.id
const nameOf = (row: Submission) => row.number
const hrefOf = (row: Submission) => `/i/submissions/${row.id}`

export default function SubmissionsPage() {
  const { t } = useTranslation()
  const { state, set, clear } = useListState()
  const view = state.view && VIEWS[state.view] ? state.view : 'desk'
  const { q, cursor } = state
  const whose = WHOSE.find((each) => each === state.whose) ?? 'all'
  const underwrites = useMay('underwrite')
  const gives = useMay('set_authorities')
  const search = useCallback((text: string) => set({ q: text }), [set])
  const filter = { submission_states: [...(VIEWS[view] ?? STATES)], ...(q ? { q } : {}), ...(whose === 'all' ? {} : { whose: whose satisfies Whose }) }
  const list = useSubmissions({ ...filter, ...(cursor ? { cursor } : {}) })
  const items = list.data?.items ?? NONE
  const work = useWorklist({ items, keyOf, hrefOf })
  const chooses = underwrites || gives
  const name = (row: Submission) => <Link to={hrefOf(row)}>{row.firm}</Link>
  const has = useHolder()
  const columns: TableColumnsType<Submission> = [
    { key: 'firm', title: t('insurance.desk.firm'), render: (_, row) => <>{name(row)}<div className="zr-sub num">{row.number}</div></> },
    { key: 'line', title: t('field.line'), render: (_, row) => t(`insurance.line.${row.line}`) },
    { key: 'state', title: t('insurance.desk.state'), render: (_, row) => <StatusTag subject="submission" state={row.state} /> },
    { key: 'authority', title: t('insurance.desk.authority'), render: (_, row) => (row.authority ? t(`insurance.desk.level.${row.authority}`) : '—') },
    { key: 'assignee', title: t('insurance.desk.assignee'), width: 96, render: (_, row) => <span className="nowrap">{has(row)}</span> },
    { key: 'due', title: t('insurance.desk.due'), render: (_, row) => <Due of={row} /> },
    ...(work.peeking ? [] : [{ key: 'sent', title: t('insurance.desk.sent'), render: (_: unknown, row: Submission) => <span className="num">{formatDateTime(row.sent_at)}</span> }]),
  ]
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('insurance.desk.title')} sub={t('insurance.desk.sub')}
        extra={<>
          <SavedViews list="submissions" query={new URLSearchParams({ view, ...(q ? { q } : {}), ...(whose === 'all' ? {} : { whose }) }).toString()} />
          <ListExportButton list="submissions" filters={view === 'all' ? { ...filter, submission_states: null } : filter} />
        </>} />
      <div className="zr-work" data-peek={work.peeking} data-own-keys>
      <Panel flush>
        <div className="zu-filters">
          <div className="zi-lines"><Segmented aria-label={t('insurance.desk.state')} value={view} onChange={(next) => set({ view: String(next) })}
            options={Object.keys(VIEWS).map((value) => ({ value, label: t(`insurance.desk.view.${value}`) }))} /></div>
          <div className="zi-lines"><Segmented aria-label={t('insurance.desk.whose')} value={whose} onChange={(next) => set({ whose: next === 'all' ? null : String(next) })}
            options={WHOSE.map((value) => ({ value, label: t(`insurance.desk.whose_of.${value}`) }))} /></div>
          <SearchField value={q ?? ''} label={t('insurance.desk.search')} onSettled={search} />
        </div>
        <SubmissionsBar chosen={work.chosen} select={work.select} />
        <Listing work={work} choice={chooses ? { selected: work.selected, select: work.select, nameOf } : undefined} asked={list} columns={columns} keyOf={keyOf} clear={q || whose !== 'all' ? clear : undefined}
          card={(row) => <>
            <div>{name(row)} <StatusTag subject="submission" state={row.state} /></div>
            <div className="zr-sub">{t(`insurance.line.${row.line}`)} · <span className="num">{row.number}</span></div>
            <div className="zr-sub"><Due of={row} /> · {has(row)}</div>
          </>}
          empty={{ title: t('insurance.desk.empty'), text: t('insurance.desk.empty_text') }} />
        {items.length > 0 && <RowKeys selects={chooses} />}
      </Panel>
      {work.peeking && work.now && <Look row={work.now} onClose={work.stopPeeking} onMove={work.move} />}
      </div>
    </>
  )
}

/** Whose work it is; nobody's once it is over. */
function useHolder() {
  const { t } = useTranslation()
  return (row: Submission) => row.assignee ?? (OVER.includes(row.state) ? '—' : t('insurance.desk.nobody'))
}

function Look({ row, onClose, onMove }: { row: Submission; onClose: () => void; onMove: (by: 1 | -1) => void }) {
  const { t } = useTranslation()
  const act = useAssign()
  const has = useHolder()
  const takeable = useMay('underwrite') && row.assignee_id === null && row.allowed_actions.includes('assignment')
  return (
    <Peek title={t('worklist.title')} href={hrefOf(row)} onClose={onClose} onMove={onMove}
      acts={takeable && <Button loading={act.isPending} onClick={() => act.mutate({ id: row.id, body: { release: false } })}>{t('worklist.take')}</Button>}>
      <FormProblem error={act.error} />
      <span className="zr-sub num">{row.number}</span>
      <h2>{row.firm}</h2>
      <div className="zr-filters"><StatusTag subject="submission" state={row.state} /><Due of={row} /></div>
      <dl className="zr-facts">
        <div><dt>{t('field.line')}</dt><dd>{t(`insurance.line.${row.line}`)}</dd></div>
        <div><dt>{t('insurance.desk.product')}</dt><dd>{row.product}</dd></div>
        <div><dt>{t('insurance.desk.authority')}</dt><dd>{row.authority ? t(`insurance.desk.level.${row.authority}`) : '—'}</dd></div>
        <div><dt>{t('insurance.desk.assignee')}</dt><dd>{has(row)}</dd></div>
        <div><dt>{t('insurance.desk.sent')}</dt><dd className="num">{formatDateTime(row.sent_at)}</dd></div>
        {row.decline_note && <div><dt>{t('insurance.desk.reason')}</dt><dd>{row.decline_note}</dd></div>}
      </dl>
    </Peek>
  )
}
