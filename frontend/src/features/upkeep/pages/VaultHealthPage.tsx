/** How the document store is, what is wrong with it, and what is held for a court. */
import { Button, Checkbox, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import HoldRow from '../components/HoldRow'
import IncidentRow from '../components/IncidentRow'
import ProposeHold from '../components/ProposeHold'
import Rows from '../components/Rows'
import Standing from '../components/Standing'
import { type Health, useHealth, useHolds, useIncidents } from '../queries'
import '../upkeep.css'

const DEFAULTS = { view: 'incidents', over: '', cursor: '' }

function Overall({ health }: { health: Health | undefined }) {
  const { t } = useTranslation()
  if (!health) return null
  if (!health.powers) return <Mark tone="danger">{t('upkeep.state.down')}</Mark>
  if (health.open_incidents > 0) return <Mark tone="warning">{t('upkeep.state.incidents', { n: health.open_incidents })}</Mark>
  return <Mark tone="success">{t('upkeep.state.well')}</Mark>
}

function Incidents({ over, cursor }: { over: boolean; cursor: string }) {
  const { t } = useTranslation()
  return (
    <Rows asked={useIncidents(over, cursor)} row={(incident) => <IncidentRow incident={incident} />}
      empty={{ title: t('upkeep.incident.none'), text: t('upkeep.incident.noneText') }} />
  )
}

function Holds({ over, cursor }: { over: boolean; cursor: string }) {
  const { t } = useTranslation()
  return (
    <Rows asked={useHolds(over, cursor)} row={(hold) => <HoldRow hold={hold} />}
      empty={{ title: t('upkeep.hold.none'), text: t('upkeep.hold.noneText') }} />
  )
}

export default function VaultHealthPage() {
  const { t } = useTranslation()
  const { state, set } = useListState(DEFAULTS)
  const health = useHealth()
  const mayDecide = useMay('manage_organisations')
  const [proposing, setProposing] = useState(false)
  const view = state.view === 'holds' ? 'holds' : 'incidents'
  const over = state.over === '1'
  const List = view === 'holds' ? Holds : Incidents
  return (
    <>
      <PageHeader title={t('upkeep.title')} sub={t('upkeep.sub')} mark={<Overall health={health.data} />}
        extra={mayDecide && <Button onClick={() => setProposing(true)}>{t('upkeep.hold.propose')}</Button>} />
      {health.isPending && <SkeletonRows rows={4} />}
      {health.isLoadingError && <ErrorState error={health.error} retry={() => void health.refetch()} />}
      {health.data && <Standing health={health.data} />}
      <Panel flush header={
        <div className="up-head">
          <Tabs activeKey={view} onChange={(next) => set({ view: next === 'incidents' ? null : next, over: null })} aria-label={t('upkeep.views')}
            items={(['incidents', 'holds'] as const).map((key) => ({ key, label: t(`upkeep.view.${key}`) }))} />
          <Checkbox checked={over} onChange={(event) => set({ over: event.target.checked ? '1' : null })}>{t(`upkeep.over.${view}`)}</Checkbox>
        </div>
      }>
        <List over={over} cursor={state.cursor ?? ''} />
      </Panel>
      {proposing && <ProposeHold close={() => {
        setProposing(false)
        set({ view: 'holds' })
      }} />}
    </>
  )
}
