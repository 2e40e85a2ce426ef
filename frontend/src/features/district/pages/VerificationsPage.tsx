/** What waits for the district's verifier, oldest first, with its age. */
import { Checkbox, Input, Segmented } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../../lib/permissions'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import Peek from '../../../ui/worklist/Peek'
import RowKeys from '../../../ui/worklist/RowKeys'
import { useWorklist } from '../../../ui/worklist/useWorklist'
import KnownDay from '../components/KnownDay'
import VerifyMany from '../components/VerifyMany'
import { saveWaiting } from '../books'
import { useDayState } from '../known'
import { EMPTY } from '../model'
import { keyOf, type Unverified, useUnverified, type WaitingAsked } from '../queries'

const stageOf = (row: Unverified) =>
  row.outcome === 'mismatch' ? 'mismatch' : row.evidenced ? 'evidenced' : 'claimed'
const STAGES = ['evidenced', 'claimed', 'mismatch'] as const
const VIEWS = ['all', ...STAGES] as const
const NONE: readonly Unverified[] = []
const hrefOf = (row: Unverified) => `/d/register/${row.pledge_id}`

export default function VerificationsPage() {
  const { t } = useTranslation()
  const id = useId()
  const may = useMay('verify_counts')
  const { state, set, clear } = useDayState(EMPTY)
  const { known } = state
  const stage = STAGES.find((each) => each === state.stage)
  const view = stage ?? 'all'
  const words = (state.q ?? '').trim()
  const filters: WaitingAsked = { stage, text: words || undefined, as_known_on: known }
  const asked = useUnverified(filters, state.cursor)
  const rows = asked.data?.items ?? NONE
  const work = useWorklist({ items: rows, keyOf, hrefOf })
  const chooses = may && !known
  const choose = (row: Unverified, on: boolean) =>
    work.select(on ? [...work.selected, keyOf(row)] : work.selected.filter((key) => key !== keyOf(row)))
  const title = asked.data ? t('district.waiting_title', { n: asked.data.total }) : t('nav.d.verifications')
  if (asked.isLoadingError) return <ErrorState error={asked.error} retry={() => void asked.refetch()} />
  return (
    <>
      <PageHeader title={title} sub={known ? t('district.data_to', { date: known }) : t(may ? 'district.waiting_sub' : 'district.bar_role')}
        extra={<ExportButton label={t('district.export_xlsx')} ask={() => saveWaiting(filters)} fileName="unverified.xlsx" long={{ list: 'unverified', format: 'xlsx', filters }} />} />
      <div className="zr-filters">
        <Segmented value={view} aria-label={t('district.stage_label')} onChange={(value) => set({ stage: value === 'all' ? undefined : String(value) })}
          options={VIEWS.map((value) => ({ value, label: value === 'all' ? t('common.all') : value === 'mismatch' ? t('district.outcome_of.mismatch') : t(`status.stage.${value}`) }))} />
        <label className="zr-hidden" htmlFor={id}>{t('district.find')}</label>
        <Input.Search id={id} className="d-search" allowClear placeholder={t('district.find')} defaultValue={words} onSearch={(text) => set({ q: text })} />
        <KnownDay known={known} onChange={set} />
      </div>
      <div className="zr-work" data-peek={work.peeking} data-own-keys>
      <Panel flush>
        {chooses && <VerifyMany chosen={work.chosen} select={work.select} />}
        {!asked.data ? <SkeletonRows /> : rows.length === 0 ? (
          !stage && !words
            ? <EmptyState title={t(known ? 'district.nothing_waited' : 'district.nothing_waits')} text={known ? '' : t('district.nothing_waits_text')} action={<Link to="/d">{t('nav.d.home')}</Link>} />
            : <EmptyState title={t('district.none_fit')} action={<button type="button" className="d-link" onClick={clear}>{t('common.clear')}</button>} />
        ) : (
          <ul className="d-queue" data-choose={chooses || undefined}>
            {rows.map((row, place) => (
              <li key={keyOf(row)} aria-current={place === work.at ? 'true' : undefined}>
                {chooses && <Checkbox checked={work.selected.includes(keyOf(row))} aria-label={t('worklist.choose', { name: row.number })} onChange={(event) => choose(row, event.target.checked)} />}
                <span className="d-age num">{t('district.age', { n: row.age_working_days })}</span>
                <span className="d-queue-main">
                  <Link className="num" to={hrefOf(row)}>{row.number}</Link>{' '}
                  {stageOf(row) === 'mismatch' ? <Mark tone="danger">{t('district.outcome_of.mismatch')}</Mark> : <StatusTag subject="stage" state={stageOf(row)} />}
                  <span className="d-block">{row.pledgor_name} → {row.pledgee_name}</span>
                  <span className="zr-sub">
                    {t(`district.recording.${row.cause}`)} · <span className="num">{row.effective_on}</span> · {t('district.recorded_by', { name: row.recorded_by_name })}
                    {' · '}{t(row.made_elsewhere ? 'district.elsewhere' : 'district.on_platform')}
                  </span>
                </span>
                <strong><Money fen={row.secured_fen} /></strong>
              </li>
            ))}
          </ul>
        )}
        {asked.data && <Pager next={asked.data.next} total={asked.data.total} />}
        {rows.length > 0 && <RowKeys selects={chooses} />}
      </Panel>
      {work.peeking && work.now && <Look row={work.now} onClose={work.stopPeeking} onMove={work.move} />}
      </div>
    </>
  )
}

function Look({ row, onClose, onMove }: { row: Unverified; onClose: () => void; onMove: (by: 1 | -1) => void }) {
  const { t } = useTranslation()
  return (
    <Peek title={t('worklist.title')} href={hrefOf(row)} onClose={onClose} onMove={onMove}>
      <span className="zr-sub">{t(`district.recording.${row.cause}`)} · {t('district.age', { n: row.age_working_days })}</span>
      <h2 className="num">{row.number}</h2>
      <dl className="zr-facts">
        <div><dt>{t('field.secured_fen')}</dt><dd><strong><Money fen={row.secured_fen} /></strong></dd></div>
        <div><dt>{t('district.pledgor')}</dt><dd>{row.pledgor_name}</dd></div>
        <div><dt>{t('district.pledgee')}</dt><dd>{row.pledgee_name}</dd></div>
        <div><dt>{t('district.registered_on')}</dt><dd className="num">{row.registered_on}</dd></div>
        <div><dt>{t('field.effective_on')}</dt><dd className="num">{row.effective_on}</dd></div>
        <div><dt>{t('district.evidence')}</dt><dd>{t(row.evidenced ? 'district.notice' : 'district.no_notice')}</dd></div>
      </dl>
    </Peek>
  )
}
