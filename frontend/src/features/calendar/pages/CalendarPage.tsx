/** Which days count: a year's holidays and make-up days, a bank's closed days, and how they came to be. */
import '../calendar.css'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime, today } from '../../../lib/dates'
import { useMay, useMe } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ErrorState from '../../../ui/ErrorState'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import ProposeForm from '../components/ProposeForm'
import Runs from '../components/Runs'
import Waiting from '../components/Waiting'
import { firstDay, type Run, runsOf } from '../model'
import { type Proposal, useProposals, useVersions, useYear, type Version, type Year } from '../queries'

const DEFAULTS = { year: '', cursor: '' }
const TONES = { open: 'pending', accepted: 'success', declined: 'warning', withdrawn: 'neutral' } as const

export default function CalendarPage() {
  const { t } = useTranslation()
  const { state, set } = useListState(DEFAULTS)
  const bank = useMe().organisation.kind === 'bank'
  const now = Number(today().slice(0, 4))
  const years = [now - 1, now, now + 1, now + 2]
  const year = years.find((each) => String(each) === state.year) ?? now
  const asked = useYear(year)
  const proposals = useProposals()
  const open = proposals.data?.items.find((each) => each.state === 'open')
  return (
    <>
      <PageHeader title={t('calendar.title')} sub={t(bank ? 'calendar.subBank' : 'calendar.sub')} />
      <Segmented className="cal-years" aria-label={t('calendar.year')} value={year} onChange={(next) => set({ year: String(next) })}
        options={years.map((value) => ({ value, label: String(value) }))} />
      {open && <Waiting proposal={open} bank={bank} />}
      {asked.isPending && <SkeletonRows rows={6} />}
      {asked.isLoadingError && <ErrorState error={asked.error} retry={() => void asked.refetch()} />}
      {asked.data && <OfYear key={year} found={asked.data} bank={bank} waits={open !== undefined} ahead={year >= now} />}
      <History cursor={state.cursor ?? ''} />
      <Decided asked={proposals} />
    </>
  )
}

const told = (found: Year, whose: readonly string[]) => found.days.filter((day) => whose.includes(day.whose)).map(({ on, working, name }) => ({ on, working, name: name ?? '' }))

function OfYear({ found, bank, waits, ahead }: { found: Year; bank: boolean; waits: boolean; ahead: boolean }) {
  const { t } = useTranslation()
  const [proposing, setProposing] = useState(false)
  const proposes = [useMay('assign_cases'), useMay('decide_applications'), useMay('import_reference')].some(Boolean)
  const { year } = found
  const runs: (Run & { whose: string })[] = ['built_in', 'national', 'bank']
    .flatMap((whose) => runsOf(told(found, [whose])).map((run) => ({ ...run, whose })))
    .sort((a, b) => a.from.localeCompare(b.from))
  const own = runsOf(told(found, [bank ? 'bank' : 'national']).filter(({ on }) => on >= firstDay(year, today())))
  return (
    <>
      {proposing && !waits && (
        <Panel title={t('calendar.propose', { year })} sub={t(bank ? 'calendar.proposeBank' : 'calendar.proposeNational')}>
          <ProposeForm year={year} known={own} bank={bank} close={() => setProposing(false)} />
        </Panel>
      )}
      <Panel title={t('calendar.ofYear', { year })} sub={t('calendar.workingDays', { n: found.working_days })}
        extra={(
          <>
            {found.provisional && <Mark tone="warning">{t('calendar.provisional')}</Mark>}
            {proposes && ahead && !waits && !proposing && <Button type="primary" onClick={() => setProposing(true)}>{t(bank ? 'calendar.close' : 'calendar.arrange')}</Button>}
          </>
        )}>
        {found.provisional && <p>{t(bank ? 'calendar.provisionalBank' : 'calendar.provisionalText')}</p>}
        {runs.length === 0 ? <p>{t('calendar.noDays')}</p> : <Runs runs={runs} whose />}
      </Panel>
    </>
  )
}

function History({ cursor }: { cursor: string }) {
  const { t } = useTranslation()
  const asked = useVersions(cursor)
  return (
    <Panel flush title={t('calendar.history')}>
      <Listing<Version>
        asked={asked}
        keyOf={(row) => row.id}
        empty={{ title: t('calendar.noVersions'), text: t('calendar.noVersionsText') }}
        columns={[
          { title: t('calendar.version'), key: 'version', render: (_, row) => <Named row={row} /> },
          { title: t('calendar.from'), key: 'from', width: 120, render: (_, row) => <span className="num">{row.valid_from}</span> },
          { title: t('calendar.number'), key: 'days', width: 90, align: 'right', render: (_, row) => <span className="num">{row.days.length}</span> },
          { title: t('calendar.source'), key: 'source', render: (_, row) => row.source },
          { title: t('calendar.by'), key: 'by', render: (_, row) => t('calendar.two', { first: row.author, second: row.accepted_by }) },
        ]}
        card={(row) => (
          <>
            <span className="cal-line"><Named row={row} /><span className="num">{row.valid_from}</span></span>
            <span>{row.source}</span>
            <span className="zr-sub">{t('calendar.two', { first: row.author, second: row.accepted_by })}</span>
          </>
        )}
      />
    </Panel>
  )
}

function Named({ row }: { row: Version }) {
  const { t } = useTranslation()
  return <span>{t(row.own ? 'calendar.versionOwn' : 'calendar.versionNational', { year: row.year, n: row.version })}</span>
}

function Decided({ asked }: { asked: ReturnType<typeof useProposals> }) {
  const { t } = useTranslation()
  const items = asked.data?.items.filter((each) => each.state !== 'open') ?? []
  if (!asked.data || items.length === 0) return null
  return (
    <Panel flush title={t('calendar.decided')}>
      <Listing<Proposal>
        asked={{ ...asked, data: { ...asked.data, items } }}
        paged={false}
        keyOf={(row) => row.id}
        empty={{ title: t('calendar.noVersions'), text: '' }}
        columns={[
          { title: t('calendar.year'), key: 'year', width: 80, render: (_, row) => <span className="num">{row.year}</span> },
          { title: t('calendar.proposedBy'), key: 'by', render: (_, row) => <>{row.proposed_by}<div className="zr-sub">{formatDateTime(row.proposed_at)}</div></> },
          { title: t('calendar.source'), key: 'source', render: (_, row) => row.source },
          { title: t('calendar.state'), key: 'state', render: (_, row) => <Decision row={row} /> },
        ]}
        card={(row) => (
          <>
            <span className="cal-line"><span className="num">{row.year}</span><span>{row.proposed_by}</span></span>
            <span>{row.source}</span>
            <Decision row={row} />
          </>
        )}
      />
    </Panel>
  )
}

function Decision({ row }: { row: Proposal }) {
  const { t } = useTranslation()
  return (
    <span>
      <Mark tone={TONES[row.state]}>{t(`calendar.proposal.${row.state}`)}</Mark> {row.decided_by} <span className="zr-sub">{formatDateTime(row.decided_at)}</span>
      {row.note && <div className="zr-sub">{row.note}</div>}
    </span>
  )
}
