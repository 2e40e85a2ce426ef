/** The tiers of the cultivation library: what is in force, what waits, every version there was. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatDateTime, today } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ConfirmAction from '../../../ui/ConfirmAction'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { saveTierVersions } from '../books'
import TiersForm from '../components/TiersForm'
import { EMPTY } from '../model'
import { leftOut, type TierVersion, useDecideTiers, useTierVersions } from '../tiers'

export default function TiersPage() {
  const { t } = useTranslation()
  const { state, set } = useListState(EMPTY)
  const may = useMay('record_registrations')
  const newest = useTierVersions()
  const asked = useTierVersions(state.cursor)
  const first = newest.data?.items ?? []
  const waiting = first.find((each) => each.outcome === null)
  const confirmed = first.find((each) => each.outcome === 'confirmed')
  const rows = asked.data?.items ?? []
  const close = () => set({ do: undefined })
  const failed = [newest, asked].find((each) => each.isLoadingError)
  if (failed) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />
  return (
    <>
      <PageHeader title={t('district.tiers.page')} sub={t('district.tiers.sub')}
        crumbs={[{ label: t('nav.d.library'), to: '/d/library' }, { label: t('district.tiers.page') }]}
        extra={
          <>
            <ExportButton label={t('district.export_xlsx')} ask={saveTierVersions} fileName="tier-versions.xlsx" long={{ list: 'tier_versions', format: 'xlsx', filters: {} }} />
            {may && newest.data && !waiting && state.do !== 'propose' && (
              <Button type="primary" onClick={() => set({ do: 'propose' })}>{t('district.tiers.propose')}</Button>
            )}
          </>
        } />
      {state.do === 'propose' && may && newest.data && !waiting && (
        <Panel title={t('district.tiers.propose')} extra={<Button onClick={close}>{t('common.cancel')}</Button>}><TiersForm before={confirmed} onDone={close} /></Panel>
      )}
      {!asked.data ? <Panel><SkeletonRows rows={6} /></Panel> : rows.length === 0 ? <Panel><EmptyState title={t('district.tiers.empty')} /></Panel> : (
        rows.map((row) => <Version key={row.id} row={row} before={row.outcome === null ? confirmed : undefined} />)
      )}
      {asked.data && <Pager next={asked.data.next} total={asked.data.total} />}
    </>
  )
}

function Version({ row, before }: { row: TierVersion; before: TierVersion | undefined }) {
  const { t, i18n } = useTranslation()
  const decide = useDecideTiers()
  const mine = row.allowed_actions.includes('decision')
  const name = (tier: TierVersion['tiers'][number]) => (i18n.language.startsWith('zh') ? tier.name : tier.name_en)
  const left = leftOut(row, before).map(name).join(t('common.sep'))
  const coming = row.outcome === 'confirmed' && !row.in_force && row.from_on > today()
  const mark = row.in_force ? <Mark tone="success">{t('district.tiers.in_force')}</Mark>
    : row.outcome === null ? <Mark tone="warning">{t('district.tiers.waits')}</Mark>
      : <Mark tone="neutral">{t(`district.tiers.${row.outcome === 'returned' ? 'returned' : coming ? 'coming' : 'earlier'}`)}</Mark>
  return (
    <Panel title={t('district.tiers.version', { n: row.version, from: row.from_on })} sub={t('district.tiers.source', { source: row.source })}
      extra={
        <span className="zr-filters">
          {mark}
          {mine && (
            <>
              <ConfirmAction label={t('district.tiers.give_back')} title={t('district.tiers.give_back')} asks="reason"
                run={(reason) => decide.mutateAsync({ id: row.id, outcome: 'returned', reason })} />
              <ConfirmAction label={t('district.tiers.confirm')} title={t('district.tiers.confirm')} text={t('district.tiers.confirm_text')} button={{ type: 'primary' }}
                run={() => decide.mutateAsync({ id: row.id, outcome: 'confirmed', reason: null })} />
            </>
          )}
        </span>
      }>
      <ol className="d-rows">{row.tiers.map((tier) => <li key={tier.code}>{name(tier)}</li>)}</ol>
      {left && <p>{t('district.tiers.left', { names: left })}</p>}
      <p className="zr-sub">
        {row.proposer_name && t('district.tiers.by', { name: row.proposer_name, when: formatDateTime(row.proposed_at) })}
        {row.decided_at && row.decider_name && ` · ${t(`district.tiers.${row.outcome === 'returned' ? 'returned_by' : 'confirmed_by'}`, { name: row.decider_name, when: formatDateTime(row.decided_at) })}`}
        {row.reason && `${t('common.colon')}${row.reason}`}
      </p>
      {row.outcome === null && !mine && <p className="zr-sub">{t('district.tiers.another')}</p>}
    </Panel>
  )
}
